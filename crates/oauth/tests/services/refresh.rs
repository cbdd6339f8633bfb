//! `grant_type=refresh_token`.

use crate::support::{DAY, HOUR, MINUTE, broken, read_jwt, refusal};
use hitkey_oauth::service::{
    ClientChanges, ProviderPorts, TokenChanges, TokenError, TokenErrorCode, TokenRefusal, UserInfoError,
};
use hitkey_oauth::testkit::ToySealer;
use hitkey_oauth::testkit::fixtures::{World, actor};
use hitkey_oauth::testkit::mocks::MockGrantStore;
use std::sync::Arc;
use std::time::Duration;

/// How long an exchanged token still leads to its successor.
const WINDOW: Duration = Duration::from_secs(10);
const MOMENT: Duration = Duration::from_micros(1);

#[tokio::test]
async fn a_confidential_client_keeps_its_token_and_each_use_moves_its_end() {
    let world = World::open().await;
    let app = world.client("client_secret_basic").await;
    let first = world.tokens(&app, &world.person(), "openid email").await;
    let token = first.refresh_token.unwrap();
    for _ in 0..2 {
        world.clock.advance(29 * DAY);
        let next = world.refresh(&app, token.expose()).await.unwrap();
        assert_eq!(next.refresh_token.unwrap().digest(), token.digest());
        assert_ne!(next.access_token, first.access_token);
        assert_eq!((next.scope, next.expires_in), (first.scope, HOUR));
        assert!(world.provider.user_info.tell(next.access_token.expose()).await.is_ok());
    }
    world.clock.advance(30 * DAY);
    assert_eq!(refusal(world.refresh(&app, token.expose()).await), TokenRefusal::RefreshExpired);
}

#[tokio::test]
async fn a_refreshed_id_token_tells_of_the_old_sign_in_and_has_no_nonce() {
    let world = World::open().await;
    let app = world.client("client_secret_post").await;
    let first = world.tokens(&app, &world.person(), "openid").await;
    world.clock.advance(MINUTE);
    let next = world.refresh(&app, first.refresh_token.unwrap().expose()).await.unwrap();
    let (_, before) = read_jwt(first.id_token.unwrap().expose());
    let (_, after) = read_jwt(next.id_token.unwrap().expose());
    for same in ["iss", "sub", "aud", "auth_time", "sid", "acr", "amr"] {
        assert_eq!(before[same], after[same], "{same}");
    }
    assert!(before["nonce"].is_string() && after["nonce"].is_null());
    assert_eq!(after["iat"].as_i64(), before["iat"].as_i64().map(|iat| iat + 60));
}

#[tokio::test]
async fn a_public_client_gets_a_new_token_each_time() {
    let world = World::open().await;
    let app = world.client("none").await;
    let mut token = world.tokens(&app, &world.person(), "openid").await.refresh_token.unwrap();
    for _ in 0..3 {
        let next = world.refresh(&app, token.expose()).await.unwrap().refresh_token.unwrap();
        assert_ne!(next.digest(), token.digest());
        token = next;
    }
}

#[tokio::test]
async fn a_token_that_is_used_again_ends_the_whole_grant() {
    let world = World::open().await;
    let app = world.client("none").await;
    let old = world.tokens(&app, &world.person(), "openid").await.refresh_token.unwrap();
    let next = world.refresh(&app, old.expose()).await.unwrap();
    world.clock.advance(WINDOW);
    assert_eq!(refusal(world.refresh(&app, old.expose()).await), TokenRefusal::RefreshReused);
    let told = world.provider.user_info.tell(next.access_token.expose()).await;
    assert!(matches!(told, Err(UserInfoError::GrantEnded)), "{told:?}");
    let successor = next.refresh_token.unwrap();
    assert_eq!(refusal(world.refresh(&app, successor.expose()).await), TokenRefusal::GrantEnded);
}

#[tokio::test]
async fn within_the_window_the_same_token_gets_the_same_successor_and_another_access_token() {
    let world = World::open().await;
    let app = world.client("none").await;
    let old = world.tokens(&app, &world.person(), "openid email").await.refresh_token.unwrap();
    let first = world.refresh(&app, old.expose()).await.unwrap();
    world.clock.advance(WINDOW - MOMENT);
    let params = [("grant_type", "refresh_token"), ("refresh_token", old.expose()), ("scope", "email")];
    let again = world.exchange(&app, &params).await.unwrap();
    assert_eq!(again.refresh_token.unwrap().digest(), first.refresh_token.unwrap().digest());
    assert_ne!(again.access_token, first.access_token);
    assert_eq!((again.scope.to_string().as_str(), again.id_token.is_none()), ("email", true));
    assert!(world.provider.user_info.tell(again.access_token.expose()).await.is_ok());
}

#[tokio::test]
async fn a_retry_moves_neither_the_window_nor_the_successors_end() {
    let world = World::open().await;
    let app = world.client("none").await;
    let old = world.tokens(&app, &world.person(), "openid").await.refresh_token.unwrap();
    let next = world.refresh(&app, old.expose()).await.unwrap().refresh_token.unwrap();
    world.clock.advance(WINDOW - MOMENT);
    world.refresh(&app, old.expose()).await.unwrap();
    world.clock.advance(30 * DAY - WINDOW + MOMENT);
    assert_eq!(refusal(world.refresh(&app, next.expose()).await), TokenRefusal::RefreshExpired);
    assert_eq!(refusal(world.refresh(&app, old.expose()).await), TokenRefusal::RefreshReused);
}

#[tokio::test]
async fn a_confidential_client_may_choose_to_rotate() {
    let world = World::open().await;
    let app = world.client("client_secret_basic").await;
    let old = world.tokens(&app, &world.person(), "openid").await.refresh_token.unwrap();
    let rotating = ClientChanges {
        tokens: TokenChanges { refresh_token_rotation: Some(true), ..TokenChanges::default() },
        ..ClientChanges::default()
    };
    let (owner, id) = (app.owner, app.created.client.id);
    world.provider.clients.update(owner, &actor(owner), id, &rotating).await.unwrap();
    let next = world.refresh(&app, old.expose()).await.unwrap().refresh_token.unwrap();
    assert_ne!(next.digest(), old.digest());
    world.clock.advance(WINDOW);
    assert_eq!(refusal(world.refresh(&app, old.expose()).await), TokenRefusal::RefreshReused);
}

#[tokio::test]
async fn an_old_token_is_led_past_sixteen_exchanges_and_no_more() {
    let world = World::open().await;
    let app = world.client("none").await;
    let old = world.tokens(&app, &world.person(), "openid").await.refresh_token.unwrap();
    let mut newest = old.clone();
    for _ in 0..16 {
        newest = world.refresh(&app, newest.expose()).await.unwrap().refresh_token.unwrap();
    }
    let led = world.refresh(&app, old.expose()).await.unwrap().refresh_token.unwrap();
    assert_eq!(led.digest(), newest.digest());
    world.refresh(&app, newest.expose()).await.unwrap();
    assert_eq!(refusal(world.refresh(&app, old.expose()).await), TokenRefusal::RefreshReused);
}

#[tokio::test]
async fn a_successor_cannot_be_computed_without_the_server_key() {
    let successor = async |server_key| {
        let world = World::with(|ports| ProviderPorts {
            deriver: Arc::new(ToySealer::with_server_key(server_key)),
            ..ports
        })
        .await;
        let app = world.client("none").await;
        let old = world.tokens(&app, &world.person(), "openid").await.refresh_token.unwrap();
        let next = world.refresh(&app, old.expose()).await.unwrap().refresh_token.unwrap();
        (old.expose().to_owned(), next.expose().to_owned())
    };
    let (ours, theirs) = (successor(1).await, successor(2).await);
    assert_eq!(ours.0, theirs.0, "the worlds draw the same tokens");
    assert_ne!(ours.1, theirs.1);
    assert_eq!(ours.1.len(), ours.0.len(), "and a successor looks like any other token");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_confidential_client_may_refresh_in_parallel() {
    let world = Arc::new(World::open().await);
    let app = Arc::new(world.client("client_secret_basic").await);
    let token = world.tokens(&app, &world.person(), "openid").await.refresh_token.unwrap();
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..16 {
        let (world, app, token) = (world.clone(), app.clone(), token.clone());
        tasks.spawn(async move { world.refresh(&app, token.expose()).await });
    }
    assert!(tasks.join_all().await.iter().all(Result::is_ok));
}

#[tokio::test]
async fn a_refresh_may_narrow_the_scope_and_never_widen_it() {
    let world = World::open().await;
    let app = world.client("client_secret_basic").await;
    let token = world.tokens(&app, &world.person(), "openid email").await.refresh_token.unwrap();
    let narrow = |scope| {
        let (world, app, token) = (&world, &app, token.expose());
        async move {
            let params = [("grant_type", "refresh_token"), ("refresh_token", token), ("scope", scope)];
            world.exchange(app, &params).await
        }
    };
    for wider in ["profile", "openid email profile", "openid admin", "project:read", " "] {
        let refused = refusal(narrow(wider).await);
        assert_eq!((refused, refused.code()), (TokenRefusal::ScopeExceeded, TokenErrorCode::InvalidScope));
    }
    let email = narrow("email").await.unwrap();
    assert_eq!((email.scope.to_string().as_str(), email.id_token.is_none()), ("email", true));
    let told = world.provider.user_info.tell(email.access_token.expose()).await.unwrap();
    assert!(told.person.email.is_some());
    let openid = narrow("openid").await.unwrap();
    let told = world.provider.user_info.tell(openid.access_token.expose()).await.unwrap();
    assert!(told.person.email.is_none(), "the narrow token opens less than the grant");
    assert_eq!(narrow("").await.unwrap().scope.to_string(), "openid email", "narrowing is not for ever");
}

#[tokio::test]
async fn a_refresh_token_is_worth_nothing_to_others() {
    let world = World::open().await;
    let (app, thief) = (world.client("none").await, world.client("none").await);
    let token = world.tokens(&app, &world.person(), "openid").await.refresh_token.unwrap();
    assert_eq!(refusal(world.refresh(&thief, token.expose()).await), TokenRefusal::RefreshUnknown);
    assert_eq!(refusal(world.refresh(&app, "guessed").await), TokenRefusal::RefreshUnknown);
    assert_eq!(refusal(world.refresh(&app, "").await), TokenRefusal::Missing("refresh_token"));
    assert!(world.refresh(&app, token.expose()).await.is_ok(), "and the attempts do no harm");
}

#[tokio::test]
async fn a_token_that_nobody_uses_dies_after_thirty_days() {
    let world = World::open().await;
    let app = world.client("none").await;
    let token = world.tokens(&app, &world.person(), "openid").await.refresh_token.unwrap();
    world.clock.advance(30 * DAY - Duration::from_secs(1));
    let token = world.refresh(&app, token.expose()).await.unwrap().refresh_token.unwrap();
    world.clock.advance(30 * DAY);
    assert_eq!(refusal(world.refresh(&app, token.expose()).await), TokenRefusal::RefreshExpired);
}

#[tokio::test]
async fn a_client_that_lost_the_grant_type_cannot_refresh() {
    let world = World::open().await;
    let app = world.client("none").await;
    let token = world.tokens(&app, &world.person(), "openid").await.refresh_token.unwrap();
    let codes_only =
        ClientChanges { grant_types: Some(vec!["authorization_code".into()]), ..ClientChanges::default() };
    world
        .provider
        .clients
        .update(app.owner, &actor(app.owner), app.created.client.id, &codes_only)
        .await
        .unwrap();
    let refused = refusal(world.refresh(&app, token.expose()).await);
    assert_eq!(
        (refused, refused.code()),
        (TokenRefusal::ClientUnauthorized, TokenErrorCode::UnauthorizedClient)
    );
}

#[tokio::test]
async fn a_grant_that_ends_between_look_and_commit_gives_nothing() {
    use hitkey_oauth::ports::{ClientAnd, PresentedRefresh, RefreshState};
    use hitkey_oauth::testkit::fixtures;
    use hitkey_oauth::{Grant, GrantState};
    let world = World::open().await;
    let owner = world.person().user;
    let (client, secret) = fixtures::confidential_client(owner, &world.ambient);
    let (grant, _) = fixtures::grant(client.id, owner, &world.ambient);
    let state = GrantState::Redeemed { at: grant.created_at };
    let found = PresentedRefresh {
        state: RefreshState::Fresh,
        expires_at: grant.expires_at,
        grant: Grant { state, ..grant },
    };
    let loaded = ClientAnd { client: client.clone(), found: Some(found) };
    let world = World::with(|ports| {
        let mut grants = MockGrantStore::new();
        grants.expect_find_by_refresh().times(2).returning(move |_, _| Ok(Some(loaded.clone())));
        grants.expect_extend_refresh().once().returning(|_| Ok(false));
        ProviderPorts { grants: Arc::new(grants), ..ports }
    })
    .await;
    let id = client.id.to_string();
    let params = [
        ("grant_type", "refresh_token"),
        ("refresh_token", "token"),
        ("client_id", &id),
        ("client_secret", secret.expose()),
    ];
    let params = hitkey_oauth::service::TokenParams::from_pairs(params).unwrap();
    assert_eq!(refusal(world.provider.tokens.exchange(None, params).await), TokenRefusal::GrantEnded);
}

#[tokio::test]
async fn a_broken_store_is_an_error_of_its_own() {
    let world = World::with(|ports| {
        let mut grants = MockGrantStore::new();
        grants.expect_find_by_refresh().returning(|_, _| Err(broken()));
        ProviderPorts { grants: Arc::new(grants), ..ports }
    })
    .await;
    let app = world.client("none").await;
    let result = world.refresh(&app, "token").await;
    assert!(matches!(result, Err(TokenError::Store(_))), "{result:?}");
}
