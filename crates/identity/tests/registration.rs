//! Becoming a person, and what attackers can't get out of it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use hitkey_identity::ports::{HashingError, MockAccountStore, RegisterOutcome};
use hitkey_identity::service::{
    CompleteRegistration, CompleteRegistrationError as CompleteError, ResendCodeError as ResendError,
    StartRegistrationError as StartError, VerifyCodeError as VerifyError,
};
use hitkey_identity::testkit::World;
use hitkey_identity::{
    ApiCredentials, CodePurpose, CookieCredentials, Notice, Password, RegistrationToken, ThrottlePolicy,
    VerificationCode, WeakPassword,
};
use hitkey_kernel::{EmailAddress, StoreError};
use std::sync::Arc;
use std::time::Duration;

const ANN: &str = "Ann.Lee@Example.org";

fn ann() -> EmailAddress {
    EmailAddress::parse(ANN).unwrap()
}

fn secs(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// A code that is not `code`.
fn other_than(code: &VerificationCode) -> VerificationCode {
    VerificationCode::parse(if code.expose() == "000000" { "000001" } else { "000000" })
}

async fn start(world: &World) -> VerificationCode {
    world.identity.registration.start(&ann(), &World::origin()).await.unwrap();
    world.last_code(&ann()).unwrap()
}

async fn verify(world: &World, code: &VerificationCode) -> Result<RegistrationToken, VerifyError> {
    world.identity.registration.verify(&ann(), code, &World::origin()).await
}

fn completion(token: Option<RegistrationToken>) -> CompleteRegistration {
    let password = Password::new(World::PASSWORD);
    CompleteRegistration { email: ann(), password, token, origin: World::origin(), supersedes: None }
}

async fn complete(world: &World, request: CompleteRegistration) -> Result<(), CompleteError> {
    world.identity.registration.complete::<ApiCredentials>(request).await.map(|_| ())
}

async fn verified(world: &World) -> RegistrationToken {
    let code = start(world).await;
    verify(world, &code).await.unwrap()
}

#[tokio::test]
async fn a_person_registers_in_three_steps_and_is_signed_in() {
    let world = World::default();
    let token = verified(&world).await;
    let registration = &world.identity.registration;
    let signed_in = registration.complete::<ApiCredentials>(completion(Some(token))).await.unwrap();
    assert_eq!(signed_in.account.email.as_str(), ANN);
    assert_eq!(signed_in.account.display_name.unwrap().as_str(), "Ann.Lee");
    assert_eq!(signed_in.credentials.expires_in, secs(3_600));
    assert!(signed_in.credentials.access.expose().starts_with("hitkey_"));
    let session = world.identity.sessions.by_token(&signed_in.credentials.access).await.unwrap();
    assert_eq!(session, signed_in.session);
    let account = world.identity.profiles.me(session.user).await.unwrap();
    assert!(account.email().verified_at.is_some());
    assert_eq!(world.mails().len(), 1, "the code and nothing else");
}

#[tokio::test]
async fn a_page_gets_a_cookie() {
    let world = World::default();
    let signed_in = world.register::<CookieCredentials>(ANN).await.unwrap();
    let session = world.identity.sessions.by_cookie(&signed_in.credentials.cookie).await.unwrap();
    assert_eq!(session, signed_in.session);
}

#[tokio::test]
async fn a_start_within_a_minute_sends_no_second_mail_and_keeps_the_code() {
    let world = World::default();
    let code = start(&world).await;
    world.clock.advance(secs(59));
    start(&world).await;
    assert_eq!(world.mails().len(), 1);
    verify(&world, &code).await.unwrap();
}

#[tokio::test]
async fn a_later_start_sends_a_fresh_code_and_kills_the_old_one() {
    let world = World::default();
    let old = start(&world).await;
    world.clock.advance(secs(60));
    let new = start(&world).await;
    assert_eq!(world.mails().len(), 2);
    assert!(matches!(verify(&world, &old).await, Err(VerifyError::WrongCode)));
    verify(&world, &new).await.unwrap();
}

#[tokio::test]
async fn a_resend_waits_for_a_minute() {
    let world = World::default();
    let resend = async || world.identity.registration.resend(&ann(), &World::origin()).await;
    assert!(matches!(resend().await, Err(ResendError::NotPending)));
    start(&world).await;
    world.clock.advance(Duration::from_millis(20_500));
    let Err(ResendError::Cooldown(wait)) = resend().await else { panic!("no cooldown") };
    assert_eq!(wait.seconds(), 40);
    world.clock.advance(Duration::from_millis(39_500));
    resend().await.unwrap();
    assert_eq!(world.mails().len(), 2);
    let code = world.last_code(&ann()).unwrap();
    verify(&world, &code).await.unwrap();
    world.clock.advance(secs(60));
    assert!(matches!(resend().await, Err(ResendError::AlreadyVerified)));
}

#[tokio::test]
async fn one_address_gets_few_mails_however_many_networks_ask() {
    let world = World::default();
    for network in 0..60 {
        let origin = World::origin_at([10, 0, network, 1]);
        world.identity.registration.start(&ann(), &origin).await.unwrap();
        world.clock.advance(secs(60));
    }
    assert!(world.mails().len() < 15, "{} mails in an hour", world.mails().len());
    let origin = World::origin();
    assert!(matches!(
        world.identity.registration.resend(&ann(), &origin).await,
        Err(ResendError::Cooldown(_))
    ));
}

#[tokio::test]
async fn one_network_causes_few_mails() {
    let world = World::new(|env| env.rules.throttle.mail_from = few());
    let (registration, origin) = (&world.identity.registration, World::origin());
    let address = |number: u8| EmailAddress::parse(&format!("p{number}@example.org")).unwrap();
    for number in 0..4 {
        registration.start(&address(number), &origin).await.unwrap();
    }
    let Err(StartError::Throttled(wait)) = registration.start(&address(4), &origin).await else {
        panic!("not throttled")
    };
    assert_eq!(wait.seconds(), 70);
    world.clock.advance(secs(60));
    assert!(matches!(registration.resend(&address(0), &origin).await, Err(ResendError::Throttled(_))));
    let elsewhere = World::origin_at([198, 51, 100, 1]);
    registration.start(&address(5), &elsewhere).await.unwrap();
}

fn few() -> ThrottlePolicy {
    ThrottlePolicy { free: 3, first_delay: secs(70), longest_delay: secs(70), forgets_one_per: secs(3_600) }
}

#[tokio::test]
async fn a_code_dies_after_three_wrong_tries() {
    let world = World::default();
    let code = start(&world).await;
    for _ in 0..3 {
        assert!(matches!(verify(&world, &other_than(&code)).await, Err(VerifyError::WrongCode)));
    }
    assert!(matches!(verify(&world, &code).await, Err(VerifyError::TooManyAttempts)));
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_in_parallel_gains_no_tries() {
    let world = World::default();
    let code = other_than(&start(&world).await);
    let guesses = (0..16).map(|_| {
        let (world, code) = (world.clone(), code.clone());
        tokio::spawn(async move { verify(&world, &code).await })
    });
    let mut looked_at = 0;
    for guess in guesses.collect::<Vec<_>>() {
        looked_at += usize::from(matches!(guess.await.unwrap(), Err(VerifyError::WrongCode)));
    }
    assert_eq!(looked_at, 3);
}

#[tokio::test]
async fn a_code_ends_after_ten_minutes() {
    let world = World::default();
    let code = start(&world).await;
    world.clock.advance(secs(600));
    assert!(matches!(verify(&world, &code).await, Err(VerifyError::Expired)));
}

#[tokio::test]
async fn a_code_is_redeemed_once() {
    let world = World::default();
    assert!(matches!(verify(&world, &VerificationCode::parse("1")).await, Err(VerifyError::NotPending)));
    let code = start(&world).await;
    verify(&world, &code).await.unwrap();
    assert!(matches!(verify(&world, &code).await, Err(VerifyError::AlreadyVerified)));
}

#[tokio::test]
async fn one_network_tries_few_codes() {
    let world = World::new(|env| env.rules.throttle.code_from = few());
    let (registration, origin, code) =
        (&world.identity.registration, World::origin(), VerificationCode::parse("000000"));
    for number in 0..4 {
        let victim = EmailAddress::parse(&format!("v{number}@example.org")).unwrap();
        let outcome = registration.verify(&victim, &code, &origin).await;
        assert!(matches!(outcome, Err(VerifyError::NotPending)));
    }
    assert!(matches!(verify(&world, &code).await, Err(VerifyError::Throttled(_))));
}

#[tokio::test]
async fn right_codes_are_not_held_against_a_network() {
    let world = World::new(|env| env.rules.throttle.code_from = few());
    for number in 0..20 {
        world.register::<ApiCredentials>(&format!("p{number}@example.org")).await.unwrap();
    }
}

#[tokio::test]
async fn an_address_with_an_account_looks_like_any_other() {
    let world = World::default();
    world.register::<ApiCredentials>(ANN).await.unwrap();
    let stranger = EmailAddress::parse("bob@example.org").unwrap();
    let shouted = EmailAddress::parse("ANN.LEE@EXAMPLE.ORG").unwrap();
    let (registration, origin) = (&world.identity.registration, World::origin());
    for email in [&shouted, &stranger] {
        registration.start(email, &origin).await.unwrap();
        assert!(matches!(registration.resend(email, &origin).await, Err(ResendError::Cooldown(_))));
        let wrong = VerificationCode::parse("12345");
        for _ in 0..3 {
            assert!(matches!(registration.verify(email, &wrong, &origin).await, Err(VerifyError::WrongCode)));
        }
        let outcome = registration.verify(email, &wrong, &origin).await;
        assert!(matches!(outcome, Err(VerifyError::TooManyAttempts)));
    }
    let mails = world.mails();
    let [.., Notice::AccountExists { to, .. }, Notice::RegistrationCode { .. }] = &mails[..] else {
        panic!("{mails:?}")
    };
    assert_eq!(to.as_str(), ANN, "the owner is told, at the spelling that they proved");
}

#[tokio::test]
async fn no_code_is_right_for_an_address_with_an_account() {
    let world = World::default();
    world.register::<ApiCredentials>(ANN).await.unwrap();
    world.identity.registration.start(&ann(), &World::origin()).await.unwrap();
    let pending = world.environment.challenges.find_registration(&ann()).await.unwrap().unwrap();
    let email = ann();
    let right = |code: u32| {
        let code = VerificationCode::parse(&format!("{code:06}"));
        code.digest(CodePurpose::Registration, &email) == pending.code
    };
    assert!(!(0..1_000_000).any(right));
}

#[tokio::test]
async fn a_password_needs_the_token_of_its_address() {
    let world = World::default();
    assert!(matches!(complete(&world, completion(None)).await, Err(CompleteError::VerificationRequired)));
    let unknown = completion(Some(RegistrationToken::parse("guess")));
    assert!(matches!(complete(&world, unknown).await, Err(CompleteError::InvalidToken)));
    let token = verified(&world).await;
    let email = EmailAddress::parse("victim@example.org").unwrap();
    let stolen = CompleteRegistration { email, ..completion(Some(token.clone())) };
    assert!(matches!(complete(&world, stolen).await, Err(CompleteError::InvalidToken)));
    complete(&world, completion(Some(token.clone()))).await.unwrap();
    let again = complete(&world, completion(Some(token))).await;
    assert!(matches!(again, Err(CompleteError::InvalidToken)));
}

#[tokio::test]
async fn a_token_ends_after_half_an_hour() {
    let world = World::default();
    let token = verified(&world).await;
    world.clock.advance(secs(1_800));
    assert!(matches!(complete(&world, completion(Some(token))).await, Err(CompleteError::TokenExpired)));
}

#[tokio::test]
async fn a_start_begins_anew_after_verification() {
    let world = World::default();
    let token = verified(&world).await;
    world.clock.advance(secs(60));
    start(&world).await;
    assert!(matches!(complete(&world, completion(Some(token))).await, Err(CompleteError::InvalidToken)));
}

#[tokio::test]
async fn a_weak_password_or_a_busy_server_costs_nothing() {
    let world = World::default();
    let token = verified(&world).await;
    let weak = |password: &str| CompleteRegistration {
        password: Password::new(password),
        ..completion(Some(token.clone()))
    };
    let short = complete(&world, weak("short")).await;
    assert!(matches!(short, Err(CompleteError::Weak(WeakPassword::TooShort))));
    let own_name = complete(&world, weak("ann.lee@example.org")).await;
    assert!(matches!(own_name, Err(CompleteError::Weak(WeakPassword::TooWeak { .. }))));
    world.hasher.overload(true);
    let busy = complete(&world, completion(Some(token.clone()))).await;
    assert!(matches!(busy, Err(CompleteError::Hashing(HashingError::Overloaded))));
    world.hasher.overload(false);
    complete(&world, completion(Some(token))).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn of_racing_completions_one_makes_the_account() {
    let world = World::default();
    let token = verified(&world).await;
    let calls = (0..16).map(|_| {
        let (world, request) = (world.clone(), completion(Some(token.clone())));
        tokio::spawn(async move { complete(&world, request).await })
    });
    let mut made = 0;
    for call in calls.collect::<Vec<_>>() {
        made += usize::from(call.await.unwrap().is_ok());
    }
    assert_eq!(made, 1);
}

#[tokio::test]
async fn an_address_taken_meanwhile_is_told_to_who_proved_it() {
    let mut accounts = MockAccountStore::new();
    accounts.expect_find_by_email().returning(|_| Ok(None));
    accounts.expect_register().returning(|_| Ok(RegisterOutcome::AddressTaken));
    let world = World::new(|env| env.accounts = Arc::new(accounts));
    let token = verified(&world).await;
    assert!(matches!(complete(&world, completion(Some(token))).await, Err(CompleteError::AddressTaken)));
}

#[tokio::test]
async fn a_failing_store_is_told_as_such() {
    let mut accounts = MockAccountStore::new();
    accounts.expect_find_by_email().returning(|_| Err(StoreError::unavailable("down")));
    let world = World::new(|env| env.accounts = Arc::new(accounts));
    let outcome = world.identity.registration.start(&ann(), &World::origin()).await;
    assert!(matches!(outcome, Err(StartError::Store(error)) if error.is_unavailable()));
}
