//! RFC 7662.

use crate::support::{DAY, HOUR, read_jwt};
use hitkey_kernel::ApiClientId;
use hitkey_oauth::ports::ApiClientWorth;
use hitkey_oauth::service::{
    ClientChanges, Introspected, TokenChanges, TokenError, TokenParams, TokenRefusal,
};
use hitkey_oauth::testkit::fixtures::{App, World, actor};
use serde_json::{Value, json};

async fn told(world: &World, app: &App, token: &str) -> Value {
    serde_json::to_value(world.introspect(app, token).await.unwrap()).unwrap()
}

fn inactive() -> Value {
    json!({ "active": false })
}

#[tokio::test]
async fn of_an_access_token_is_told_what_it_says_and_who_is_behind_it() {
    let world = World::open().await;
    let (app, person) = (world.client("client_secret_post").await, world.person());
    let tokens = world.tokens(&app, &person, "openid profile").await;
    let (_, claims) = read_jwt(tokens.access_token.expose());
    let told = told(&world, &app, tokens.access_token.expose()).await;
    assert_eq!((&told["active"], &told["token_type"]), (&json!(true), &json!("Bearer")));
    for name in
        ["scope", "client_id", "exp", "iat", "sub", "aud", "iss", "jti", "sid", "auth_time", "acr", "amr"]
    {
        assert_eq!(told[name], claims[name], "{name}");
        assert!(!told[name].is_null(), "{name}");
    }
    assert!(told["username"].as_str().unwrap().starts_with("ann_"));
    assert!(told.get("gid").is_none());
}

#[tokio::test]
async fn without_profile_nobody_is_named() {
    let world = World::open().await;
    let app = world.client("client_secret_basic").await;
    let tokens = world.tokens(&app, &world.person(), "openid email").await;
    let told = told(&world, &app, tokens.access_token.expose()).await;
    assert_eq!((&told["active"], told.get("username")), (&json!(true), None));
}

#[tokio::test]
async fn of_a_refresh_token_is_told_until_when_it_is_good_to_its_client_alone() {
    let world = World::open().await;
    let (project, owner) = (world.project_client(true, &[]).await.project, world.person().user);
    let (app, other) = (world.service(project).await, world.client("client_secret_basic").await);
    let tokens = world.tokens(&other, &world.person(), "openid email").await;
    let refresh = tokens.refresh_token.unwrap();
    let seen = told(&world, &other, refresh.expose()).await;
    let end = world.ambient.now() + 30 * DAY;
    assert_eq!((&seen["active"], &seen["scope"]), (&json!(true), &json!("openid email")));
    assert_eq!((&seen["exp"], seen.get("token_type")), (&json!(end.unix_seconds()), None));
    assert_eq!(told(&world, &app, refresh.expose()).await, inactive());
    assert_eq!(told(&world, &world.service(owner).await, refresh.expose()).await, inactive());
}

#[tokio::test]
async fn a_service_sees_the_access_tokens_of_its_project_and_no_others() {
    let world = World::open().await;
    let member = world.person();
    let app = world.project_client(false, &[(member.user, "member", &[])]).await;
    let service = world.service(app.project).await;
    let tokens = world.tokens(&app.app, &member, "openid").await;
    let (access, refresh) = (tokens.access_token.expose(), tokens.refresh_token.unwrap());
    let seen = told(&world, &service, access).await;
    assert_eq!((&seen["active"], &seen["client_id"]), (&json!(true), &json!(app.app.id())));
    assert_eq!(told(&world, &service, refresh.expose()).await, inactive(), "that is its client's");
    let strangers = [
        world.service(member.user).await,
        world.service(world.project_client(true, &[]).await.project).await,
        world.client("client_secret_basic").await,
    ];
    let own = world.own_token(&service).await;
    for stranger in &strangers {
        assert_eq!(told(&world, stranger, access).await, inactive());
        assert_eq!(told(&world, stranger, &own).await, inactive());
    }
}

#[tokio::test]
async fn a_service_sees_what_an_api_client_may_in_its_project_and_nobody_else_does() {
    let world = World::open().await;
    let project = world.project_client(false, &[]).await.project;
    let (service, token) = (world.service(project).await, "hk_live_known");
    let client = ApiClientId::generate(world.ambient.now(), world.ambient.random());
    let ends = world.ambient.now() + HOUR;
    let worth = ApiClientWorth {
        client,
        user: None,
        project,
        role: "member",
        permissions: vec!["site.view".to_owned()],
        expires_at: Some(ends),
    };
    world.store.add_api_client(token, worth.clone());
    let person = world.person().user;
    let personal = ApiClientWorth { expires_at: None, user: Some(person), ..worth };
    world.store.add_api_client("hk_live_personal", personal);
    let seen = told(&world, &service, token).await;
    let expected = json!({
        "active": true, "client_id": client, "token_type": "Bearer", "exp": ends.unix_seconds(), "sub": client,
        "iss": seen["iss"], "project": project, "role": "member", "permissions": ["site.view"],
    });
    assert_eq!(seen, expected);
    let seen = told(&world, &service, "hk_live_personal").await;
    assert_eq!((&seen["sub"], seen.get("exp")), (&json!(person), None));
    assert_eq!(told(&world, &service, "hk_live_unknown").await, inactive());
    let strangers = [
        world.service(world.person().user).await,
        world.service(world.project_client(true, &[]).await.project).await,
        world.client("client_secret_basic").await,
    ];
    for stranger in &strangers {
        assert_eq!(told(&world, stranger, token).await, inactive());
    }
}

#[tokio::test]
async fn two_clients_of_one_person_are_no_project() {
    let world = World::open().await;
    let owner = world.person().user;
    let (one, other) = (world.service(owner).await, world.service(owner).await);
    let token = world.own_token(&one).await;
    assert_eq!(told(&world, &one, &token).await["active"], true);
    assert_eq!(told(&world, &other, &token).await, inactive());
}

#[tokio::test]
async fn what_ended_is_inactive_at_once() {
    let world = World::open().await;
    let (app, person) = (world.client("client_secret_basic").await, world.person());
    let tokens = world.tokens(&app, &person, "openid").await;
    let (access, refresh) = (tokens.access_token.expose().to_owned(), tokens.refresh_token.unwrap());
    world.clock.advance(HOUR);
    assert_eq!(told(&world, &app, &access).await, inactive(), "expired");
    assert_eq!(told(&world, &app, refresh.expose()).await["active"], true);
    let access = world.refresh(&app, refresh.expose()).await.unwrap().access_token;
    let client = app.created.client.id;
    world.provider.allowed_apps.withdraw(&actor(person.user), client).await.unwrap();
    assert_eq!(told(&world, &app, access.expose()).await, inactive(), "withdrawn");
    assert_eq!(told(&world, &app, refresh.expose()).await, inactive(), "withdrawn");
}

#[tokio::test]
async fn an_exchanged_refresh_token_is_inactive_though_it_still_leads_on() {
    let world = World::open().await;
    let app = world.client("client_secret_basic").await;
    let rotating = ClientChanges {
        tokens: TokenChanges { refresh_token_rotation: Some(true), ..TokenChanges::default() },
        ..ClientChanges::default()
    };
    let (clients, by) = (&world.provider.clients, actor(app.owner));
    clients.update(app.owner, &by, app.created.client.id, &rotating).await.unwrap();
    let old = world.tokens(&app, &world.person(), "openid").await.refresh_token.unwrap();
    let next = world.refresh(&app, old.expose()).await.unwrap().refresh_token.unwrap();
    assert_eq!(told(&world, &app, old.expose()).await, inactive());
    assert_eq!(told(&world, &app, next.expose()).await["active"], true);
}

#[tokio::test]
async fn what_a_client_got_for_itself_is_inactive_once_it_is_gone() {
    let world = World::open().await;
    let project = world.project_client(true, &[]).await.project;
    let (asker, gone) = (world.service(project).await, world.service(project).await);
    let token = world.own_token(&gone).await;
    assert_eq!(told(&world, &asker, &token).await["active"], true);
    world.provider.clients.delete(project, &actor(gone.owner), gone.created.client.id).await.unwrap();
    assert_eq!(told(&world, &asker, &token).await, inactive());
}

#[tokio::test]
async fn of_nonsense_and_of_other_kinds_of_tokens_nothing_is_told() {
    let world = World::open().await;
    let app = world.client("client_secret_basic").await;
    let tokens = world.tokens(&app, &world.person(), "openid").await;
    let access = tokens.access_token.expose();
    let forged = format!("{}x", &access[..access.len() - 1]);
    for token in [tokens.id_token.as_ref().unwrap().expose(), &forged, "guessed", "a.b.c", app.secret()] {
        let answer = world.introspect(&app, token).await.unwrap();
        assert_eq!(answer, Introspected::default(), "{token}");
    }
}

#[tokio::test]
async fn only_a_client_that_proves_itself_by_something_may_ask() {
    let world = World::open().await;
    let (public, app) = (world.client("none").await, world.client("client_secret_basic").await);
    let tokens = world.tokens(&public, &world.person(), "openid").await;
    let refresh = tokens.refresh_token.unwrap();
    for token in [tokens.access_token.expose(), refresh.expose(), "guessed"] {
        for (id, secret) in [(public.id(), ""), (app.id(), ""), (app.id(), "wrong")] {
            let params = [("token", token), ("client_id", &id), ("client_secret", secret)];
            let params = TokenParams::from_pairs(params).unwrap();
            match world.provider.introspection.introspect(None, &params).await {
                Err(TokenError::Refused(refusal)) => {
                    assert_eq!(refusal, TokenRefusal::ClientUnproven { by_header: false });
                }
                other => panic!("{other:?}"),
            }
        }
    }
}
