//! Being signed in: using, refreshing, listing and ending sessions.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use hitkey_identity::ports::{MockSessionStore, PresentedRefresh};
use hitkey_identity::service::{
    AuthenticateError, EndSessionError, Environment, Identity, RefreshSessionError, Sessions, SignInOutcome,
    SignedIn,
};
use hitkey_identity::testkit::World;
use hitkey_identity::{
    ApiCredentials, ApiToken, CookieCredentials, Credentials, RefreshToken, Session, SessionCookie,
};
use hitkey_kernel::testkit::first;
use hitkey_kernel::{SessionId, StoreError};
use std::sync::Arc;
use std::time::Duration;

const ANN: &str = "ann@example.org";
const DAY: Duration = Duration::from_secs(86_400);

fn secs(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

async fn world_with<C: Credentials>() -> (World, SignedIn<C>) {
    let world = World::default();
    let signed_in = world.register(ANN).await.unwrap();
    (world, signed_in)
}

async fn another(world: &World) -> SignedIn<ApiCredentials> {
    match world.identity.sign_in.password(world.sign_in_of(ANN).unwrap()).await.unwrap() {
        SignInOutcome::SignedIn(signed_in) => *signed_in,
        SignInOutcome::SecondFactorRequired(_) => panic!("a second factor is required"),
    }
}

async fn is_live(world: &World, token: &ApiToken) -> bool {
    match world.identity.sessions.by_token(token).await {
        Ok(_) => true,
        Err(AuthenticateError::Unauthenticated) => false,
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn an_api_token_lives_an_hour() {
    let (world, ann) = world_with::<ApiCredentials>().await;
    world.clock.advance(secs(3_599));
    assert!(is_live(&world, &ann.credentials.access).await);
    world.clock.advance(secs(1));
    assert!(!is_live(&world, &ann.credentials.access).await);
}

#[tokio::test]
async fn unknown_credentials_open_nothing() {
    let (world, ann) = world_with::<ApiCredentials>().await;
    assert!(!is_live(&world, &ApiToken::parse("hitkey_guess")).await);
    assert!(!is_live(&world, &ApiToken::parse(ann.credentials.refresh.expose())).await);
    let as_cookie = SessionCookie::parse(ann.credentials.access.expose());
    let outcome = world.identity.sessions.by_cookie(&as_cookie).await;
    assert!(matches!(outcome, Err(AuthenticateError::Unauthenticated)));
}

#[tokio::test]
async fn a_cookie_lives_as_long_as_it_is_used_every_month() {
    let (world, ann) = world_with::<CookieCredentials>().await;
    for _ in 0..5 {
        world.clock.advance(29 * DAY);
        let session = world.identity.sessions.by_cookie(&ann.credentials.cookie).await.unwrap();
        assert_eq!(session.expires_at.since(session.last_used_at), 30 * DAY);
    }
    world.clock.advance(30 * DAY);
    assert!(world.identity.sessions.by_cookie(&ann.credentials.cookie).await.is_err());
}

/// The session service over a store that has this session and expects so many touches.
fn watched(world: &World, session: &Session, touches: usize) -> Sessions {
    let (mut store, session) = (MockSessionStore::new(), session.clone());
    store.expect_find_by_access().times(1).returning(move |_, _| Ok(Some(session.clone())));
    let touch = store.expect_touch().times(touches);
    touch.withf(|_, _, extend_to| extend_to.is_none()).returning(|_, _, _| Ok(()));
    over(world, store).sessions
}

fn over(world: &World, store: MockSessionStore) -> Identity {
    Identity::new(Environment { sessions: Arc::new(store), ..world.environment.clone() })
}

#[tokio::test]
async fn a_use_is_one_read_and_noted_once_a_minute() {
    for (seconds, touches) in [(0, 0), (59, 0), (60, 1)] {
        let (world, ann) = world_with::<ApiCredentials>().await;
        world.clock.advance(secs(seconds));
        let sessions = watched(&world, &ann.session, touches);
        let session = sessions.by_token(&ann.credentials.access).await.unwrap();
        assert_eq!(session.expires_at, ann.session.expires_at);
        assert_eq!(session.last_used_at > ann.session.last_used_at, touches > 0);
    }
}

#[tokio::test]
async fn refreshing_gets_a_fresh_pair_and_prolongs_the_session() {
    let (world, ann) = world_with::<ApiCredentials>().await;
    world.clock.advance(29 * DAY);
    let fresh = world.identity.sessions.refresh(&ann.credentials.refresh, &World::origin()).await.unwrap();
    assert_eq!(fresh.expires_in, secs(3_600));
    let session = world.identity.sessions.by_token(&fresh.access).await.unwrap();
    assert_eq!(session.id, ann.session.id);
    world.clock.advance(29 * DAY);
    world.identity.sessions.refresh(&fresh.refresh, &World::origin()).await.unwrap();
}

#[tokio::test]
async fn a_reused_refresh_token_ends_its_session() {
    let (world, ann) = world_with::<ApiCredentials>().await;
    let other = another(&world).await;
    let fresh = world.identity.sessions.refresh(&ann.credentials.refresh, &World::origin()).await.unwrap();
    let reused = world.identity.sessions.refresh(&ann.credentials.refresh, &World::origin()).await;
    assert!(matches!(reused, Err(RefreshSessionError::InvalidToken)));
    assert!(!is_live(&world, &fresh.access).await && !is_live(&world, &ann.credentials.access).await);
    assert!(world.identity.sessions.refresh(&fresh.refresh, &World::origin()).await.is_err());
    assert!(is_live(&world, &other.credentials.access).await, "other sessions go on");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_racing_refreshes_at_most_one_succeeds() {
    let (world, ann) = world_with::<ApiCredentials>().await;
    let calls = (0..16).map(|_| {
        let (world, token) = (world.clone(), ann.credentials.refresh.clone());
        tokio::spawn(async move { world.identity.sessions.refresh(&token, &World::origin()).await.is_ok() })
    });
    let mut refreshed = 0;
    for call in calls.collect::<Vec<_>>() {
        refreshed += usize::from(call.await.unwrap());
    }
    assert_eq!(refreshed, 1);
}

#[tokio::test]
async fn a_refresh_that_loses_the_race_counts_as_reuse() {
    let (world, ann) = world_with::<ApiCredentials>().await;
    let presented =
        PresentedRefresh { expires_at: ann.session.expires_at, session: ann.session.clone(), used: false };
    let mut store = MockSessionStore::new();
    store.expect_find_refresh().returning(move |_| Ok(Some(presented.clone())));
    store.expect_rotate().times(1).returning(|_| Ok(false));
    store.expect_end().times(1).returning(|_| Ok(true));
    let outcome = over(&world, store).sessions.refresh(&ann.credentials.refresh, &World::origin()).await;
    assert!(matches!(outcome, Err(RefreshSessionError::InvalidToken)));
}

#[tokio::test]
async fn a_refresh_token_ends_after_thirty_days() {
    let (world, ann) = world_with::<ApiCredentials>().await;
    world.clock.advance(30 * DAY);
    let outcome = world.identity.sessions.refresh(&ann.credentials.refresh, &World::origin()).await;
    assert!(matches!(outcome, Err(RefreshSessionError::InvalidToken)));
    let outcome = world.identity.sessions.refresh(&RefreshToken::parse("guess"), &World::origin()).await;
    assert!(matches!(outcome, Err(RefreshSessionError::InvalidToken)));
}

#[tokio::test]
async fn signing_out_kills_the_token_and_its_refresh_token() {
    let (world, ann) = world_with::<ApiCredentials>().await;
    world.identity.sessions.sign_out(&ann.session, &World::origin()).await.unwrap();
    world.identity.sessions.sign_out(&ann.session, &World::origin()).await.unwrap();
    assert!(!is_live(&world, &ann.credentials.access).await);
    assert!(world.identity.sessions.refresh(&ann.credentials.refresh, &World::origin()).await.is_err());
}

#[tokio::test]
async fn a_person_lists_and_ends_their_sessions_only() {
    let (world, ann) = world_with::<ApiCredentials>().await;
    let bob = world.register::<ApiCredentials>("bob@example.org").await.unwrap();
    world.clock.advance(secs(60));
    let second = another(&world).await;
    let listed = world.identity.sessions.list(ann.account.id, first(10)).await.unwrap().items;
    let ids: Vec<SessionId> = listed.iter().map(|session| session.id).collect();
    assert_eq!(ids, [second.session.id, ann.session.id]);
    let outcome = world.identity.sessions.end(&World::actor(bob.account.id), second.session.id).await;
    assert!(matches!(outcome, Err(EndSessionError::NotFound)));
    world.identity.sessions.end(&World::actor(ann.account.id), second.session.id).await.unwrap();
    assert!(!is_live(&world, &second.credentials.access).await);
    assert!(is_live(&world, &ann.credentials.access).await);
}

#[tokio::test]
async fn a_person_ends_all_their_other_sessions_and_nobody_elses() {
    let (world, ann) = world_with::<ApiCredentials>().await;
    let bob = world.register::<ApiCredentials>("bob@example.org").await.unwrap();
    let (second, third) = (another(&world).await, another(&world).await);
    let by = World::actor(ann.account.id);
    for _ in 0..2 {
        world.identity.sessions.end_others(&by, second.session.id).await.unwrap();
    }
    assert!(is_live(&world, &second.credentials.access).await);
    assert!(is_live(&world, &bob.credentials.access).await);
    assert!(!is_live(&world, &ann.credentials.access).await);
    assert!(!is_live(&world, &third.credentials.access).await);
}

#[tokio::test]
async fn other_sessions_end_page_by_page_whatever_ends_meanwhile() {
    let (world, ann) = world_with::<ApiCredentials>().await;
    let other = another(&world).await.session;
    let mut store = MockSessionStore::new();
    store.expect_list().times(2).returning(move |_, _, request| {
        let next = request.after.is_none().then(|| other.place());
        Ok(hitkey_kernel::Page { items: vec![other.clone()], next })
    });
    store.expect_end().times(2).returning(|_| Ok(false));
    over(&world, store).sessions.end_others(&World::actor(ann.account.id), ann.session.id).await.unwrap();
}

#[tokio::test]
async fn a_failing_store_is_told_as_such() {
    let (world, ann) = world_with::<ApiCredentials>().await;
    let mut store = MockSessionStore::new();
    store.expect_find_by_access().returning(|_, _| Err(StoreError::unavailable("down")));
    store.expect_find_refresh().returning(|_| Err(StoreError::unavailable("down")));
    store.expect_end().returning(|_| Err(StoreError::unavailable("down")));
    store.expect_list().returning(|_, _, _| Err(StoreError::unavailable("down")));
    let sessions = over(&world, store).sessions;
    let outcome = sessions.by_token(&ann.credentials.access).await;
    assert!(matches!(outcome, Err(AuthenticateError::Store(_))));
    let outcome = sessions.refresh(&ann.credentials.refresh, &World::origin()).await;
    assert!(matches!(outcome, Err(RefreshSessionError::Store(_))));
    let outcome = sessions.end(&World::actor(ann.account.id), ann.session.id).await;
    assert!(matches!(outcome, Err(EndSessionError::Store(_))));
    let outcome = sessions.end_others(&World::actor(ann.account.id), ann.session.id).await;
    assert!(outcome.is_err());
}
