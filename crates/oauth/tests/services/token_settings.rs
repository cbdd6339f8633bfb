//! What the owner of a client says about its tokens.

use crate::support::{DAY, HOUR, MINUTE, read_jwt, refusal};
use hitkey_oauth::Client;
use hitkey_oauth::service::{
    ClientChanges, ClientRegistration, ClientSetting, CreateClientError, KeyRegistration, LogoutChanges,
    RequestRegistration, TokenChanges, TokenErrorCode, TokenRefusal, UpdateClientError,
};
use hitkey_oauth::testkit::fixtures::{App, CALLBACK, World, actor, toy_jwks};

async fn set(world: &World, app: &App, tokens: TokenChanges) {
    let changes = ClientChanges { tokens, ..ClientChanges::default() };
    let (clients, by) = (&world.provider.clients, actor(app.owner));
    clients.update(app.owner, &by, app.created.client.id, &changes).await.unwrap();
}

#[tokio::test]
async fn each_token_lives_as_long_as_its_client_says() {
    let world = World::open().await;
    let app = world.client("client_secret_basic").await;
    let lifetimes = TokenChanges {
        access_token_lifetime: Some(120),
        id_token_lifetime: Some(300),
        refresh_token_idle_lifetime: Some(3_600),
        refresh_token_lifetime: Some(5_400),
        ..TokenChanges::default()
    };
    set(&world, &app, lifetimes).await;
    let tokens = world.tokens(&app, &world.person(), "openid").await;
    assert_eq!(tokens.expires_in, 2 * MINUTE);
    let lives = |token: &str| {
        let (_, claims) = read_jwt(token);
        claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap()
    };
    assert_eq!(lives(tokens.access_token.expose()), 120);
    assert_eq!(lives(tokens.id_token.unwrap().expose()), 300);
    let refresh = tokens.refresh_token.unwrap();
    world.clock.advance(2 * MINUTE);
    assert!(world.provider.user_info.tell(tokens.access_token.expose()).await.is_err());
    world.clock.advance(HOUR - 3 * MINUTE);
    assert!(world.refresh(&app, refresh.expose()).await.is_ok(), "in time");
    world.clock.advance(31 * MINUTE);
    assert_eq!(refusal(world.refresh(&app, refresh.expose()).await), TokenRefusal::GrantEnded, "at its end");
    let next = world.tokens(&app, &world.person(), "openid").await.refresh_token.unwrap();
    world.clock.advance(HOUR);
    assert_eq!(refusal(world.refresh(&app, next.expose()).await), TokenRefusal::RefreshExpired, "unused");
}

#[tokio::test]
async fn a_token_that_a_client_gets_for_itself_lives_as_long_as_it_says() {
    let world = World::open().await;
    let app = world.service(world.person().user).await;
    let changes = ClientChanges {
        tokens: TokenChanges { access_token_lifetime: Some(60), ..TokenChanges::default() },
        ..ClientChanges::default()
    };
    let owner = app.created.client.owner;
    world.provider.clients.update(owner, &actor(app.owner), app.created.client.id, &changes).await.unwrap();
    let token = world.own_token(&app).await;
    assert!(world.introspect(&app, &token).await.unwrap().active);
    world.clock.advance(MINUTE);
    assert!(!world.introspect(&app, &token).await.unwrap().active);
}

#[tokio::test]
async fn what_is_left_out_of_a_change_stays() {
    let world = World::open().await;
    let app = world.client("client_secret_basic").await;
    set(&world, &app, TokenChanges { access_token_lifetime: Some(120), ..TokenChanges::default() }).await;
    set(&world, &app, TokenChanges { id_token_lifetime: Some(180), ..TokenChanges::default() }).await;
    let kept = world.provider.clients.find(app.owner, app.created.client.id).await.unwrap().tokens.lifetimes;
    assert_eq!((kept.access, kept.id), (Some(2 * MINUTE), Some(3 * MINUTE)));
    assert_eq!((kept.refresh_idle, kept.refresh), (None, None));
}

#[tokio::test]
async fn a_client_is_given_no_more_than_its_scopes() {
    let world = World::open().await;
    let app = world.client("client_secret_basic").await;
    let before = world.tokens(&app, &world.person(), "openid profile email").await;
    assert_eq!(before.scope.to_string(), "openid profile email");
    set(&world, &app, TokenChanges { scope: Some("email openid".into()), ..TokenChanges::default() }).await;
    let after = world.tokens(&app, &world.person(), "openid profile email").await;
    assert_eq!(after.scope.to_string(), "openid email");
    assert_eq!(world.tokens(&app, &world.person(), "profile").await.scope.to_string(), "openid");
    let refresh = before.refresh_token.unwrap();
    let refreshed = world.refresh(&app, refresh.expose()).await.unwrap();
    assert_eq!(refreshed.scope.to_string(), "openid email", "what was granted before, too");
    let asks = [("grant_type", "refresh_token"), ("refresh_token", refresh.expose()), ("scope", "profile")];
    assert_eq!(refusal(world.exchange(&app, &asks).await).code(), TokenErrorCode::InvalidScope);
}

#[tokio::test]
async fn every_bound_is_kept() {
    let world = World::open().await;
    let owner = world.person().user;
    let none = TokenChanges::default;
    let year = 365 * DAY.as_secs();
    for (tokens, expected) in [
        (TokenChanges { access_token_lifetime: Some(59), ..none() }, ("access_token_lifetime", "range")),
        (TokenChanges { access_token_lifetime: Some(3_601), ..none() }, ("access_token_lifetime", "range")),
        (TokenChanges { id_token_lifetime: Some(0), ..none() }, ("id_token_lifetime", "range")),
        (TokenChanges { id_token_lifetime: Some(u64::MAX), ..none() }, ("id_token_lifetime", "range")),
        (
            TokenChanges { refresh_token_idle_lifetime: Some(599), ..none() },
            ("refresh_token_idle_lifetime", "range"),
        ),
        (
            TokenChanges { refresh_token_lifetime: Some(year + 1), ..none() },
            ("refresh_token_lifetime", "range"),
        ),
        (TokenChanges { scope: Some("openid admin".into()), ..none() }, ("scope", "enum")),
        (TokenChanges { scope: Some("profile".into()), ..none() }, ("scope", "required")),
        (TokenChanges { scope: Some(" ".into()), ..none() }, ("scope", "required")),
    ] {
        let registration = ClientRegistration {
            name: "App".into(),
            redirect_uris: vec![CALLBACK.into()],
            tokens,
            ..ClientRegistration::default()
        };
        match world.provider.clients.create(owner, &actor(owner), registration).await {
            Err(CreateClientError::Invalid(errors)) => {
                let told: Vec<_> = errors.iter().map(|error| (error.field, error.rule)).collect();
                assert_eq!(told, [expected]);
            }
            other => panic!("{expected:?}: {other:?}"),
        }
    }
}

/// Every setting that has a default, by its name.
const RESETTABLE: [&str; 20] = [
    "redirect_uris",
    "grant_types",
    "id_token_signed_response_alg",
    "jwks",
    "jwks_uri",
    "token_endpoint_auth_signing_alg",
    "require_pushed_authorization_requests",
    "request_object_signing_alg",
    "skip_consent",
    "refresh_token_rotation",
    "access_token_lifetime",
    "id_token_lifetime",
    "refresh_token_idle_lifetime",
    "refresh_token_lifetime",
    "scope",
    "post_logout_redirect_uris",
    "backchannel_logout_uri",
    "backchannel_logout_session_required",
    "frontchannel_logout_uri",
    "frontchannel_logout_session_required",
];

fn resetting(names: &[&str]) -> ClientChanges {
    let resets = names.iter().map(|name| ClientSetting::from_wire(name).unwrap()).collect();
    ClientChanges { resets, ..ClientChanges::default() }
}

async fn change(world: &World, app: &App, changes: &ClientChanges) -> Result<Client, UpdateClientError> {
    let (clients, by) = (&world.provider.clients, actor(app.owner));
    clients.update(app.owner, &by, app.created.client.id, changes).await
}

fn everything() -> ClientChanges {
    ClientChanges {
        grant_types: Some(vec!["authorization_code".into(), "client_credentials".into()]),
        id_token_signed_response_alg: Some("ES256".into()),
        requests: RequestRegistration {
            require_pushed_authorization_requests: Some(true),
            request_object_signing_alg: Some("ES256".into()),
        },
        skip_consent: Some(true),
        tokens: TokenChanges {
            refresh_token_rotation: Some(true),
            access_token_lifetime: Some(60),
            id_token_lifetime: Some(60),
            refresh_token_idle_lifetime: Some(600),
            refresh_token_lifetime: Some(600),
            scope: Some("openid".into()),
        },
        logout: LogoutChanges {
            post_logout_redirect_uris: Some(vec!["https://app.example.org/bye".into()]),
            backchannel_logout_uri: Some("https://app.example.org/told".into()),
            backchannel_logout_session_required: Some(true),
            frontchannel_logout_uri: Some("https://app.example.org/out".into()),
            frontchannel_logout_session_required: Some(true),
        },
        ..ClientChanges::default()
    }
}

#[tokio::test]
async fn what_is_reset_is_as_if_nobody_had_said_anything() {
    let world = World::open().await;
    let app = world.client("client_secret_basic").await;
    let fresh = app.created.client.clone();
    let set = change(&world, &app, &everything()).await.unwrap();
    let names: Vec<_> = RESETTABLE.into_iter().filter(|name| *name != "redirect_uris").collect();
    let reset = change(&world, &app, &resetting(&names)).await.unwrap();
    assert_eq!(reset, Client { updated_at: reset.updated_at, ..fresh.clone() });
    assert!(reset.updated_at > set.updated_at);
    for name in names {
        change(&world, &app, &everything()).await.unwrap();
        let one = change(&world, &app, &resetting(&[name])).await.unwrap();
        let differs = one != Client { updated_at: one.updated_at, ..set.clone() };
        assert_eq!(differs, !name.starts_with("jwks") && name != "token_endpoint_auth_signing_alg", "{name}");
    }
    assert_eq!(ClientSetting::from_wire("name"), None, "a client has a name");
}

#[tokio::test]
async fn a_reset_and_a_change_are_one_and_both_are_judged() {
    let world = World::open().await;
    let app = world.client("client_secret_basic").await;
    let mut both = resetting(&["scope", "access_token_lifetime"]);
    both.tokens.access_token_lifetime = Some(120);
    change(&world, &app, &everything()).await.unwrap();
    let after = change(&world, &app, &both).await.unwrap();
    assert_eq!((after.tokens.scopes, after.tokens.lifetimes.access), (None, Some(2 * MINUTE)));

    let keys = KeyRegistration { jwks: Some(toy_jwks(&["k1"])), ..KeyRegistration::default() };
    let signing = world.signing_client(keys).await;
    assert!(change(&world, &signing, &resetting(&["jwks_uri"])).await.is_ok(), "there is none");
    for (app, names) in [(&signing, ["jwks"]), (&app, ["redirect_uris"])] {
        let refused = change(&world, app, &resetting(&names)).await;
        assert!(matches!(refused, Err(UpdateClientError::Invalid(_))), "{names:?}: {refused:?}");
    }
}
