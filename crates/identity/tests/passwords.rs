//! Forgetting, resetting and changing passwords, and what attackers can't get out of it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use hitkey_identity::ports::HashingError;
use hitkey_identity::service::{
    ChangePasswordError as ChangeError, ForgotPasswordError as ForgotError, PasswordChange, PasswordSignIn,
    ResetPasswordError as ResetError, SignInOutcome, SignedIn,
};
use hitkey_identity::testkit::World;
use hitkey_identity::testkit::mocks::{MockAccountStore, MockChallengeStore};
use hitkey_identity::{
    ApiCredentials, CookieCredentials, Credentials, Notice, Password, ResetToken, ThrottlePolicy,
    WeakPassword,
};
use hitkey_kernel::{EmailAddress, StoreError, UserId};
use std::sync::Arc;
use std::time::Duration;

const ANN: &str = "Ann@Example.org";
const NEW: &str = "four brown bears under Alatau";

fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

fn secs(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

async fn world_with_ann() -> (World, SignedIn<ApiCredentials>) {
    let world = World::default();
    let ann = world.register(ANN).await.unwrap();
    (world, ann)
}

async fn forgot(world: &World, email: &str) -> Result<(), ForgotError> {
    world.identity.passwords.forgot(&address(email), &World::origin()).await
}

async fn reset(world: &World, token: &ResetToken, password: &str) -> Result<(), ResetError> {
    world.identity.passwords.reset(token, &Password::new(password), &World::origin()).await
}

async fn mailed_token(world: &World) -> ResetToken {
    forgot(world, ANN).await.unwrap();
    world.last_reset(&address(ANN)).unwrap()
}

async fn signs_in<C: Credentials>(world: &World, password: &str) -> Option<SignedIn<C>> {
    let request = PasswordSignIn { password: Password::new(password), ..world.sign_in_of(ANN).unwrap() };
    match world.identity.sign_in.password(request).await {
        Ok(SignInOutcome::SignedIn(signed_in)) => Some(*signed_in),
        _ => None,
    }
}

fn change(ann: &SignedIn<ApiCredentials>, current: &str, new: &str) -> PasswordChange {
    PasswordChange {
        by: World::actor(ann.account.id),
        session: ann.session.id,
        current: Password::new(current),
        new: Password::new(new),
    }
}

#[tokio::test]
async fn a_mailed_token_sets_a_new_password_and_ends_everything() {
    let (world, ann) = world_with_ann().await;
    let page = signs_in::<CookieCredentials>(&world, World::PASSWORD).await.unwrap();
    let token = mailed_token(&world).await;
    reset(&world, &token, NEW).await.unwrap();
    assert!(world.identity.sessions.by_token(&ann.credentials.access).await.is_err());
    assert!(world.identity.sessions.refresh(&ann.credentials.refresh, &World::origin()).await.is_err());
    assert!(world.identity.sessions.by_cookie(&page.credentials.cookie).await.is_err());
    assert!(signs_in::<ApiCredentials>(&world, World::PASSWORD).await.is_none());
    assert!(signs_in::<ApiCredentials>(&world, NEW).await.is_some());
    let mails = world.mails();
    assert!(
        mails.iter().any(|mail| matches!(mail, Notice::PasswordChanged { to, .. } if to.as_str() == ANN))
    );
}

#[tokio::test]
async fn an_unknown_address_leaves_the_same_traces() {
    let (world, _) = world_with_ann().await;
    for (email, known) in [("ANN@example.org", true), ("nobody@example.org", false)] {
        let before = world.store.outbox().len();
        forgot(&world, email).await.unwrap();
        forgot(&world, email).await.unwrap();
        assert_eq!(world.store.outbox().len(), before + 1, "{email}");
        let mails = world.mails();
        match mails.last() {
            Some(Notice::PasswordReset { to, .. }) if known => assert_eq!(to.as_str(), ANN, "the proven one"),
            Some(Notice::Decoy) if !known => {}
            other => panic!("{email}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn an_unknown_address_costs_the_same_calls() {
    for known in [true, false] {
        let (world, ann) = world_with_ann().await;
        let account = world.identity.profiles.me(ann.account.id).await.unwrap();
        let (mut accounts, mut challenges) = (MockAccountStore::new(), MockChallengeStore::new());
        accounts.expect_find_by_email().times(1).returning(move |_| Ok(known.then(|| account.clone())));
        challenges.expect_open_reset().times(1).returning(|_| Ok(()));
        let world = World::new(|env| {
            env.accounts = Arc::new(accounts);
            env.challenges = Arc::new(challenges);
        });
        forgot(&world, ANN).await.unwrap();
    }
}

#[tokio::test]
async fn mails_to_one_address_keep_a_distance_and_earlier_tokens_stay_good() {
    let (world, _) = world_with_ann().await;
    let first = mailed_token(&world).await;
    world.clock.advance(secs(59));
    let same = mailed_token(&world).await;
    assert_eq!(first.digest(), same.digest(), "no further mail");
    world.clock.advance(secs(1));
    let second = mailed_token(&world).await;
    assert_ne!(first.digest(), second.digest());
    reset(&world, &first, NEW).await.unwrap();
    assert!(matches!(reset(&world, &second, NEW).await, Err(ResetError::InvalidToken)), "dropped");
}

#[tokio::test]
async fn somebody_who_floods_a_mailbox_never_leaves_its_owner_without_a_good_token() {
    let (world, _) = world_with_ann().await;
    for _ in 0..120 {
        forgot(&world, ANN).await.unwrap();
        world.clock.advance(secs(60));
        let token = world.last_reset(&address(ANN)).unwrap();
        let probe = reset(&world, &token, "short").await;
        assert!(matches!(probe, Err(ResetError::Weak(_) | ResetError::TokenExpired)));
    }
    let resets = world.mails().iter().filter(|mail| matches!(mail, Notice::PasswordReset { .. })).count();
    assert!(resets < 15, "{resets} mails in two hours");
}

#[tokio::test]
async fn one_network_asks_for_few_resets() {
    let policy = ThrottlePolicy {
        free: 2,
        first_delay: secs(10),
        longest_delay: secs(10),
        forgets_one_per: secs(3_600),
    };
    let world = World::new(|env| env.rules.throttle.mail_from = policy);
    for number in 0..3 {
        forgot(&world, &format!("v{number}@example.org")).await.unwrap();
    }
    assert!(matches!(forgot(&world, ANN).await, Err(ForgotError::Throttled(wait)) if wait.seconds() == 10));
}

#[tokio::test]
async fn a_reset_token_works_once() {
    let (world, _) = world_with_ann().await;
    let token = mailed_token(&world).await;
    reset(&world, &token, NEW).await.unwrap();
    let again = reset(&world, &token, "another long good password").await;
    assert!(matches!(again, Err(ResetError::InvalidToken)));
    let guess = reset(&world, &ResetToken::parse("guess"), NEW).await;
    assert!(matches!(guess, Err(ResetError::InvalidToken)));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_racing_resets_one_sets_the_password() {
    let (world, _) = world_with_ann().await;
    let token = mailed_token(&world).await;
    let calls = (0..16).map(|_| {
        let (world, token) = (world.clone(), token.clone());
        tokio::spawn(async move { reset(&world, &token, NEW).await.is_ok() })
    });
    let mut done = 0;
    for call in calls.collect::<Vec<_>>() {
        done += usize::from(call.await.unwrap());
    }
    assert_eq!(done, 1);
}

#[tokio::test]
async fn a_reset_token_lives_a_quarter_of_an_hour() {
    let (world, _) = world_with_ann().await;
    let token = mailed_token(&world).await;
    world.clock.advance(secs(900));
    assert!(matches!(reset(&world, &token, NEW).await, Err(ResetError::TokenExpired)));
}

#[tokio::test]
async fn a_weak_password_or_a_busy_server_leaves_the_token_good() {
    let (world, _) = world_with_ann().await;
    let token = mailed_token(&world).await;
    let weak = reset(&world, &token, "ann@example.org").await;
    assert!(matches!(weak, Err(ResetError::Weak(WeakPassword::TooWeak { .. }))));
    world.hasher.overload(true);
    let busy = reset(&world, &token, NEW).await;
    assert!(matches!(busy, Err(ResetError::Hashing(HashingError::Overloaded))));
    world.hasher.overload(false);
    reset(&world, &token, NEW).await.unwrap();
}

#[tokio::test]
async fn a_reset_frees_the_owner_from_the_wait_that_somebody_else_caused() {
    let (world, _) = world_with_ann().await;
    for _ in 0..7 {
        assert!(signs_in::<ApiCredentials>(&world, "guess").await.is_none());
    }
    assert!(signs_in::<ApiCredentials>(&world, World::PASSWORD).await.is_none());
    let token = mailed_token(&world).await;
    reset(&world, &token, NEW).await.unwrap();
    assert!(signs_in::<ApiCredentials>(&world, NEW).await.is_some());
}

#[tokio::test]
async fn a_reset_does_not_switch_the_second_factor_off() {
    let (world, ann) = world_with_ann().await;
    world.enable_second_factor(ann.account.id).await.unwrap();
    let token = mailed_token(&world).await;
    reset(&world, &token, NEW).await.unwrap();
    let request = PasswordSignIn { password: Password::new(NEW), ..world.sign_in_of(ANN).unwrap() };
    let outcome = world.identity.sign_in.password::<ApiCredentials>(request).await.unwrap();
    assert!(matches!(outcome, SignInOutcome::SecondFactorRequired(_)));
}

#[tokio::test]
async fn a_change_keeps_this_session_and_ends_the_others() {
    let (world, ann) = world_with_ann().await;
    let other = signs_in::<ApiCredentials>(&world, World::PASSWORD).await.unwrap();
    world.identity.passwords.change(change(&ann, World::PASSWORD, NEW)).await.unwrap();
    world.identity.sessions.by_token(&ann.credentials.access).await.unwrap();
    assert!(world.identity.sessions.by_token(&other.credentials.access).await.is_err());
    assert!(signs_in::<ApiCredentials>(&world, NEW).await.is_some());
    assert!(matches!(world.mails().last(), Some(Notice::PasswordChanged { .. })));
}

#[tokio::test]
async fn a_change_needs_the_current_password() {
    let (world, ann) = world_with_ann().await;
    let passwords = &world.identity.passwords;
    for _ in 0..6 {
        let outcome = passwords.change(change(&ann, "guess", NEW)).await;
        assert!(matches!(outcome, Err(ChangeError::WrongPassword)));
    }
    let Err(ChangeError::Throttled(wait)) = passwords.change(change(&ann, World::PASSWORD, NEW)).await else {
        panic!("not throttled")
    };
    world.identity.sessions.by_token(&ann.credentials.access).await.unwrap();
    world.clock.advance(wait.0);
    passwords.change(change(&ann, World::PASSWORD, NEW)).await.unwrap();
}

#[tokio::test]
async fn a_weak_new_password_or_a_busy_server_is_not_an_attempt() {
    let (world, ann) = world_with_ann().await;
    let passwords = &world.identity.passwords;
    for _ in 0..10 {
        let outcome = passwords.change(change(&ann, World::PASSWORD, "12345678")).await;
        assert!(matches!(outcome, Err(ChangeError::Weak(_))));
    }
    world.hasher.overload(true);
    for _ in 0..10 {
        let outcome = passwords.change(change(&ann, World::PASSWORD, NEW)).await;
        assert!(matches!(outcome, Err(ChangeError::Hashing(HashingError::Overloaded))));
    }
    world.hasher.overload(false);
    passwords.change(change(&ann, World::PASSWORD, NEW)).await.unwrap();
}

#[tokio::test]
async fn a_person_who_is_gone_changes_nothing() {
    let (world, ann) = world_with_ann().await;
    let nobody =
        PasswordChange { by: World::actor(UserId::from_uuid(Default::default())), ..change(&ann, "x", NEW) };
    assert!(matches!(world.identity.passwords.change(nobody).await, Err(ChangeError::Gone)));
}

#[tokio::test]
async fn a_failing_store_is_told_as_such() {
    let mut accounts = MockAccountStore::new();
    accounts.expect_find().returning(|_| Err(StoreError::failed("broken")));
    accounts.expect_find_by_email().returning(|_| Err(StoreError::failed("broken")));
    let mut challenges = MockChallengeStore::new();
    challenges.expect_find_reset().returning(|_| Err(StoreError::failed("broken")));
    let world = World::new(|env| {
        env.accounts = Arc::new(accounts);
        env.challenges = Arc::new(challenges);
    });
    assert!(matches!(forgot(&world, ANN).await, Err(ForgotError::Store(_))));
    assert!(matches!(reset(&world, &ResetToken::parse("x"), NEW).await, Err(ResetError::Store(_))));
    let (_, ann) = world_with_ann().await;
    let outcome = world.identity.passwords.change(change(&ann, "x", NEW)).await;
    assert!(matches!(outcome, Err(ChangeError::Store(_))));
}
