//! What the owner of a client says about its tokens.

use crate::support::{DAY, HOUR, MINUTE, read_jwt, refusal};
use hitkey_oauth::service::{
    ClientChanges, ClientRegistration, CreateClientError, TokenChanges, TokenErrorCode, TokenRefusal,
};
use hitkey_oauth::testkit::fixtures::{App, CALLBACK, World, actor};

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
