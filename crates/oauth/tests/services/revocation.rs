//! RFC 7009.

use crate::support::{HOUR, refusal};
use hitkey_oauth::Event;
use hitkey_oauth::service::{TokenError, TokenParams, TokenRefusal, UserInfoError};
use hitkey_oauth::testkit::fixtures::{App, World};

fn events(world: &World) -> Vec<Event> {
    world.store.trail().iter().filter_map(|entry| entry.event().ok()).collect()
}

fn revocations(world: &World) -> usize {
    let is_one = |event: &Event| matches!(event, Event::GrantRevoked { .. } | Event::TokenRevoked { .. });
    events(world).iter().filter(|event| is_one(event)).count()
}

async fn is_active(world: &World, app: &App, token: &str) -> bool {
    world.introspect(app, token).await.unwrap().active
}

#[tokio::test]
async fn either_token_ends_the_grant_with_all_that_came_of_it() {
    for method in ["client_secret_basic", "none"] {
        for by_refresh in [true, false] {
            let world = World::open().await;
            let (app, person) = (world.client(method).await, world.person());
            let tokens = world.tokens(&app, &person, "openid").await;
            let (access, refresh) = (tokens.access_token.expose(), tokens.refresh_token.unwrap());
            let given = if by_refresh { refresh.expose() } else { access };
            for _ in 0..2 {
                world.revoke(&app, given).await.unwrap();
            }
            let told = world.provider.user_info.tell(access).await;
            assert!(matches!(told, Err(UserInfoError::GrantEnded)), "{told:?}");
            assert_eq!(refusal(world.refresh(&app, refresh.expose()).await), TokenRefusal::GrantEnded);
            let expected = Event::GrantRevoked { user: person.user, client: app.created.client.id };
            assert_eq!(events(&world).last(), Some(&expected));
            assert_eq!(revocations(&world), 1, "the second time nothing happened");
        }
    }
}

#[tokio::test]
async fn a_refresh_token_that_was_exchanged_ends_the_grant_too() {
    let world = World::open().await;
    let app = world.client("none").await;
    let old = world.tokens(&app, &world.person(), "openid").await.refresh_token.unwrap();
    let next = world.refresh(&app, old.expose()).await.unwrap().refresh_token.unwrap();
    world.revoke(&app, old.expose()).await.unwrap();
    assert_eq!(refusal(world.refresh(&app, next.expose()).await), TokenRefusal::GrantEnded);
}

#[tokio::test]
async fn a_token_without_a_grant_is_dead_alone() {
    let world = World::open().await;
    let owner = world.person().user;
    let app = world.service(owner).await;
    let (given, kept) = (world.own_token(&app).await, world.own_token(&app).await);
    for _ in 0..2 {
        world.revoke(&app, &given).await.unwrap();
    }
    assert!(!is_active(&world, &app, &given).await && is_active(&world, &app, &kept).await);
    let expected = Event::TokenRevoked { user: Some(owner), project: None, client: app.created.client.id };
    assert_eq!(events(&world).last(), Some(&expected));
    assert_eq!(revocations(&world), 1);
}

#[tokio::test]
async fn the_tokens_of_others_stay_and_the_answer_is_the_same() {
    let world = World::open().await;
    let (app, thief) = (world.client("client_secret_basic").await, world.client("none").await);
    let service = world.service(world.person().user).await;
    let tokens = world.tokens(&app, &world.person(), "openid").await;
    let refresh = tokens.refresh_token.unwrap();
    let own = world.own_token(&service).await;
    for token in [tokens.access_token.expose(), refresh.expose(), &own, "guessed", "a.b.c"] {
        for stranger in [&thief, &world.client("client_secret_post").await] {
            world.revoke(stranger, token).await.unwrap();
        }
    }
    assert_eq!(revocations(&world), 0);
    assert!(world.provider.user_info.tell(tokens.access_token.expose()).await.is_ok());
    assert!(world.refresh(&app, refresh.expose()).await.is_ok());
    assert!(is_active(&world, &service, &own).await);
}

#[tokio::test]
async fn who_does_not_prove_itself_revokes_nothing() {
    let world = World::open().await;
    let app = world.client("client_secret_basic").await;
    let tokens = world.tokens(&app, &world.person(), "openid").await;
    let (id, refresh) = (app.id(), tokens.refresh_token.unwrap());
    let revoke = async |params: &[(&str, &str)]| {
        let params = TokenParams::from_pairs(params.to_vec()).unwrap();
        match world.provider.revocation.revoke(None, &params).await {
            Err(TokenError::Refused(refusal)) => refusal,
            other => panic!("{other:?}"),
        }
    };
    let unproven = TokenRefusal::ClientUnproven { by_header: false };
    let token = ("token", refresh.expose());
    assert_eq!(revoke(&[token, ("client_id", &id)]).await, unproven);
    assert_eq!(revoke(&[token, ("client_id", &id), ("client_secret", "wrong")]).await, unproven);
    assert_eq!(revoke(&[token, ("client_id", &world.person().user.to_string())]).await, unproven);
    assert_eq!(revoke(&[token]).await, TokenRefusal::Missing("client_id"));
    let proven = [("client_id", &*id), ("client_secret", app.secret())];
    assert_eq!(revoke(&proven).await, TokenRefusal::Missing("token"));
    assert!(world.refresh(&app, refresh.expose()).await.is_ok());
}

#[tokio::test]
async fn a_wrong_hint_does_no_harm_and_an_expired_token_is_no_news() {
    let world = World::open().await;
    let app = world.client("none").await;
    let tokens = world.tokens(&app, &world.person(), "openid").await;
    world.clock.advance(HOUR);
    world.revoke(&app, tokens.access_token.expose()).await.unwrap();
    assert_eq!(revocations(&world), 0);
    let (id, refresh) = (app.id(), tokens.refresh_token.unwrap());
    let pairs = [("token", refresh.expose()), ("token_type_hint", "access_token"), ("client_id", &*id)];
    let params = TokenParams::from_pairs(pairs).unwrap();
    world.provider.revocation.revoke(None, &params).await.unwrap();
    assert_eq!(refusal(world.refresh(&app, refresh.expose()).await), TokenRefusal::GrantEnded);
}
