//! Signing in by password, and what attackers can't get out of it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use hitkey_identity::ports::{HashingError, MockSessionStore, MockThrottleStore};
use hitkey_identity::service::{PasswordSignIn, SignInError, SignInOutcome, SignedIn};
use hitkey_identity::testkit::World;
use hitkey_identity::{
    ApiCredentials, CookieCredentials, Credentials, Notice, Origin, Password, SessionKind,
};
use hitkey_kernel::{EmailAddress, Language};
use std::sync::Arc;
use std::time::Duration;

const ANN: &str = "Ann@Example.org";

fn secs(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

async fn try_sign_in<C: Credentials>(
    world: &World,
    request: PasswordSignIn,
) -> Result<SignedIn<C>, SignInError> {
    match world.identity.sign_in.password(request).await? {
        SignInOutcome::SignedIn(signed_in) => Ok(*signed_in),
        SignInOutcome::SecondFactorRequired(_) => panic!("a second factor is required"),
    }
}

async fn sign_in(world: &World, request: PasswordSignIn) -> Result<SignedIn<ApiCredentials>, SignInError> {
    try_sign_in(world, request).await
}

fn right(world: &World) -> PasswordSignIn {
    world.sign_in_of(ANN).unwrap()
}

fn wrong(world: &World) -> PasswordSignIn {
    PasswordSignIn { password: Password::new("guess"), ..right(world) }
}

fn from(request: PasswordSignIn, ip: [u8; 4]) -> PasswordSignIn {
    PasswordSignIn { origin: World::origin_at(ip), ..request }
}

async fn world_with_ann() -> World {
    let world = World::default();
    world.register::<ApiCredentials>(ANN).await.unwrap();
    world
}

#[tokio::test]
async fn the_right_password_signs_in_and_tells_who() {
    let world = world_with_ann().await;
    let email = EmailAddress::parse("ANN@example.ORG").unwrap();
    let signed_in = sign_in(&world, PasswordSignIn { email, ..right(&world) }).await.unwrap();
    assert_eq!(signed_in.account.email.as_str(), ANN);
    assert_eq!(signed_in.account.id, signed_in.session.user);
    assert_eq!(signed_in.session.methods.amr(), ["pwd"]);
    let session = world.identity.sessions.by_token(&signed_in.credentials.access).await.unwrap();
    assert_eq!(session, signed_in.session);
}

#[tokio::test]
async fn the_caller_says_which_kind_of_session_it_gets() {
    let world = world_with_ann().await;
    let page: SignedIn<CookieCredentials> = try_sign_in(&world, right(&world)).await.unwrap();
    let session = world.identity.sessions.by_cookie(&page.credentials.cookie).await.unwrap();
    assert_eq!(session.expires_at.since(session.created_at), page.credentials.expires_in);
    assert_eq!((SessionKind::Api.as_str(), SessionKind::Cookie.as_str()), ("api", "cookie"));
}

#[tokio::test]
async fn an_unknown_address_is_as_wrong_as_a_wrong_password_and_as_much_work() {
    let world = world_with_ann().await;
    let nobody =
        PasswordSignIn { email: EmailAddress::parse("nobody@example.org").unwrap(), ..right(&world) };
    for request in [wrong(&world), nobody] {
        let before = (world.hasher.verifications(), world.hasher.hashes(), world.mails().len());
        let outcome = sign_in(&world, request).await;
        assert!(matches!(outcome, Err(SignInError::InvalidCredentials)));
        let after = (world.hasher.verifications(), world.hasher.hashes(), world.mails().len());
        assert_eq!(after, (before.0 + 1, before.1, before.2));
    }
}

#[tokio::test]
async fn guessing_slows_down_for_known_and_unknown_addresses_alike() {
    let world = world_with_ann().await;
    for email in [ANN, "nobody@example.org"] {
        let guess = PasswordSignIn { email: EmailAddress::parse(email).unwrap(), ..wrong(&world) };
        let mut waits = Vec::new();
        for number in 0..20 {
            match sign_in(&world, from(guess.clone(), [10, 0, number, 1])).await {
                Err(SignInError::InvalidCredentials) => {}
                Err(SignInError::Throttled(wait)) => {
                    waits.push(wait.seconds());
                    world.clock.advance(wait.0);
                }
                outcome => panic!("{outcome:?}"),
            }
        }
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 64], "{email}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_in_parallel_gains_nothing() {
    let world = world_with_ann().await;
    let guesses = (0..16_u8).map(|number| {
        let (world, request) = (world.clone(), from(wrong(&world), [10, 0, number, 1]));
        tokio::spawn(async move { sign_in(&world, request).await })
    });
    let mut looked_at = 0;
    for guess in guesses.collect::<Vec<_>>() {
        looked_at += usize::from(matches!(guess.await.unwrap(), Err(SignInError::InvalidCredentials)));
    }
    assert_eq!(looked_at, 6, "five are free, one more starts the wait");
}

#[tokio::test]
async fn a_right_password_must_wait_too_and_then_wipes_the_slate() {
    let world = world_with_ann().await;
    for _ in 0..6 {
        sign_in(&world, wrong(&world)).await.unwrap_err();
    }
    let Err(SignInError::Throttled(wait)) = sign_in(&world, right(&world)).await else { panic!("no wait") };
    world.clock.advance(wait.0);
    sign_in(&world, right(&world)).await.unwrap();
    for _ in 0..6 {
        let outcome = sign_in(&world, wrong(&world)).await;
        assert!(matches!(outcome, Err(SignInError::InvalidCredentials)));
    }
}

#[tokio::test]
async fn a_session_goes_on_while_somebody_guesses() {
    let world = world_with_ann().await;
    let held = sign_in(&world, right(&world)).await.unwrap().credentials;
    for _ in 0..10 {
        sign_in(&world, wrong(&world)).await.unwrap_err();
    }
    world.identity.sessions.by_token(&held.access).await.unwrap();
    world.identity.sessions.refresh(&held.refresh, &World::origin()).await.unwrap();
}

#[tokio::test]
async fn one_network_guesses_few_passwords_over_all_accounts() {
    let world = world_with_ann().await;
    let mut refused = 0;
    for number in 0..100 {
        let email = EmailAddress::parse(&format!("v{number}@example.org")).unwrap();
        let guess = from(PasswordSignIn { email, ..wrong(&world) }, [10, 0, 0, number]);
        refused += usize::from(matches!(sign_in(&world, guess).await, Err(SignInError::Throttled(_))));
    }
    assert_eq!(refused, 49);
    sign_in(&world, right(&world)).await.unwrap();
}

#[tokio::test]
async fn right_passwords_are_not_held_against_a_network() {
    let world = world_with_ann().await;
    for _ in 0..200 {
        sign_in(&world, right(&world)).await.unwrap();
    }
}

#[tokio::test]
async fn an_unknown_network_is_throttled_by_account_only() {
    let world = world_with_ann().await;
    let origin = Origin::new(None, None, Language::En);
    for _ in 0..6 {
        sign_in(&world, PasswordSignIn { origin: origin.clone(), ..wrong(&world) }).await.unwrap_err();
    }
    let outcome = sign_in(&world, PasswordSignIn { origin, ..right(&world) }).await;
    assert!(matches!(outcome, Err(SignInError::Throttled(_))));
}

#[tokio::test]
async fn a_new_device_is_told_by_mail_once() {
    let world = world_with_ann().await;
    let mails = world.mails().len();
    sign_in(&world, right(&world)).await.unwrap();
    assert_eq!(world.mails().len(), mails, "the device of the registration is known");
    for _ in 0..2 {
        sign_in(&world, from(right(&world), [198, 51, 100, 9])).await.unwrap();
    }
    let told = world.mails();
    let [Notice::NewSignIn { to, ip, user_agent, .. }] = &told[mails..] else { panic!("{told:?}") };
    assert_eq!((to.as_str(), *ip), (ANN, Some([198, 51, 100, 9].into())));
    assert_eq!(user_agent.as_deref(), Some("Firefox/130.0"));
}

#[tokio::test]
async fn signing_in_again_ends_the_former_session_of_the_browser() {
    let world = world_with_ann().await;
    let first: SignedIn<CookieCredentials> = try_sign_in(&world, right(&world)).await.unwrap();
    let old = first.credentials.cookie;
    let again = PasswordSignIn { supersedes: Some(old.clone()), ..right(&world) };
    let second: SignedIn<CookieCredentials> = try_sign_in(&world, again).await.unwrap();
    assert!(world.identity.sessions.by_cookie(&old).await.is_err());
    world.identity.sessions.by_cookie(&second.credentials.cookie).await.unwrap();
}

#[tokio::test]
async fn a_weak_hash_is_replaced_at_sign_in() {
    let world = world_with_ann().await;
    world.hasher.raise();
    let user = sign_in(&world, right(&world)).await.unwrap().session.user;
    assert_eq!(world.hasher.hashes(), 2);
    let stored = world.identity.profiles.me(user).await.unwrap().password;
    assert!(stored.as_phc().starts_with("$fake$1$"), "the stronger one is stored");
    sign_in(&world, right(&world)).await.unwrap();
    assert_eq!(world.hasher.hashes(), 2, "once");
}

#[tokio::test]
async fn an_attempt_that_an_overloaded_server_refused_does_not_count() {
    let world = world_with_ann().await;
    world.hasher.overload(true);
    for _ in 0..100 {
        let outcome = sign_in(&world, right(&world)).await;
        assert!(matches!(outcome, Err(SignInError::Hashing(HashingError::Overloaded))));
    }
    world.hasher.overload(false);
    sign_in(&world, right(&world)).await.unwrap();
}

#[tokio::test]
async fn a_flood_is_turned_away_before_it_costs_the_store_anything() {
    let world = World::new(|env| env.throttle = Arc::new(MockThrottleStore::new()));
    world.hasher.foresee_overload(true);
    let outcome = sign_in(&world, right(&world)).await;
    assert!(matches!(outcome, Err(SignInError::Hashing(HashingError::Overloaded))));
}

#[tokio::test]
async fn a_password_changed_meanwhile_opens_nothing() {
    let mut sessions = MockSessionStore::new();
    sessions.expect_open().times(1).returning(|_| Ok(false));
    let world = World::new(|env| env.sessions = Arc::new(sessions));
    world.register::<ApiCredentials>(ANN).await.unwrap();
    let outcome = sign_in(&world, right(&world)).await;
    assert!(matches!(outcome, Err(SignInError::InvalidCredentials)));
}

#[tokio::test]
async fn a_quiet_day_forgets_all_guesses() {
    let world = world_with_ann().await;
    for _ in 0..6 {
        sign_in(&world, wrong(&world)).await.unwrap_err();
    }
    world.clock.advance(secs(86_400));
    for _ in 0..6 {
        let outcome = sign_in(&world, wrong(&world)).await;
        assert!(matches!(outcome, Err(SignInError::InvalidCredentials)));
    }
}
