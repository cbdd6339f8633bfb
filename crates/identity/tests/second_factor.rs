//! The second factor: switching it on and off, signing in with it, and attacks on it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use hitkey_identity::ports::UnsealError;
use hitkey_identity::service::{
    DisableSecondFactorError as DisableError, EnableSecondFactorError as EnableError, Environment, Identity,
    PasswordSignIn, SecondFactorSignIn, SecondFactorSignInError as SignInError,
    SetUpSecondFactorError as SetUpError, SignInOutcome, SignedIn,
};
use hitkey_identity::testkit::World;
use hitkey_identity::testkit::mocks::{MockSealer, MockThrottleStore};
use hitkey_identity::{
    ApiCredentials, ChallengeToken, CookieCredentials, Notice, Password, RecoveryCode, SecondFactor,
};
use hitkey_kernel::{SecretText, StoreError, UserId};
use std::sync::Arc;
use std::time::Duration;

const ANN: &str = "ann+1@example.org";

struct Ann {
    world: World,
    user: UserId,
    secret: Vec<u8>,
    recovery: Vec<RecoveryCode>,
}

impl Ann {
    async fn new() -> Self {
        Self::with(World::default()).await
    }

    async fn with(world: World) -> Self {
        let user = world.register::<ApiCredentials>(ANN).await.unwrap().account.id;
        let (secret, recovery) = world.enable_second_factor(user).await.unwrap();
        Self { world, user, secret, recovery }
    }

    async fn challenge(&self) -> ChallengeToken {
        let request = self.world.sign_in_of(ANN).unwrap();
        match self.world.identity.sign_in.password::<ApiCredentials>(request).await.unwrap() {
            SignInOutcome::SecondFactorRequired(token) => token,
            SignInOutcome::SignedIn(_) => panic!("no second factor was asked for"),
        }
    }

    async fn answer(
        &self,
        token: &ChallengeToken,
        code: &SecretText,
    ) -> Result<SignedIn<ApiCredentials>, SignInError> {
        self.answer_from(token, code, [192, 0, 2, 7]).await
    }

    async fn answer_from(
        &self,
        token: &ChallengeToken,
        code: &SecretText,
        ip: [u8; 4],
    ) -> Result<SignedIn<ApiCredentials>, SignInError> {
        let (token, code) = (token.clone(), code.clone());
        let request = SecondFactorSignIn { token, code, origin: World::origin_at(ip), supersedes: None };
        self.world.identity.sign_in.second_factor(request).await
    }

    fn code(&self) -> SecretText {
        self.world.totp(&self.secret)
    }

    /// A code of none of the steps around now.
    fn wrong_code(&self) -> SecretText {
        let world = &self.world;
        let now = hitkey_identity::totp_step(world.environment.ambient.now());
        let near: Vec<_> = (now - 2..now + 3)
            .map(|step| world.environment.one_time_passwords.code(&self.secret, step))
            .collect();
        let wrong = (0..9).map(|number| format!("{number:06}")).find(|code| !near.contains(code));
        SecretText::new(wrong.unwrap())
    }

    fn next_step(&self) {
        self.world.clock.advance(Duration::from_secs(30));
    }

    async fn disable(&self, code: &SecretText) -> Result<(), DisableError> {
        self.world.identity.second_factors.disable(&World::actor(self.user), code).await
    }
}

#[tokio::test]
async fn what_was_begun_is_told_until_it_is_confirmed() {
    let world = World::default();
    let user = world.register::<ApiCredentials>(ANN).await.unwrap().account.id;
    let (second_factors, by) = (&world.identity.second_factors, World::actor(user));
    assert!(second_factors.begun(user).await.unwrap().is_none());
    let first = second_factors.set_up(&by).await.unwrap();
    let told = second_factors.begun(user).await.unwrap().unwrap();
    assert_eq!((&told.secret, &told.uri), (&first.secret, &first.uri));
    let fresh = second_factors.set_up(&by).await.unwrap();
    assert_eq!(second_factors.begun(user).await.unwrap().unwrap().secret, fresh.secret);
    world.enable_second_factor(user).await.unwrap();
    assert!(second_factors.begun(user).await.unwrap().is_none(), "a secret that counts is never told");
}

#[tokio::test]
async fn setting_up_shows_a_secret_that_does_nothing_yet() {
    let world = World::default();
    let user = world.register::<ApiCredentials>(ANN).await.unwrap().account.id;
    let setup = world.identity.second_factors.set_up(&World::actor(user)).await.unwrap();
    assert_eq!(setup.secret.expose().len(), 32);
    let secret = setup.secret.expose();
    let uri = format!("otpauth://totp/HitKey:ann%2B1@example.org?secret={secret}&issuer=HitKey");
    assert_eq!(setup.uri.expose(), uri);
    let again = world.identity.second_factors.set_up(&World::actor(user)).await.unwrap();
    assert_ne!(again.secret, setup.secret, "a fresh one each time");
    let request = world.sign_in_of(ANN).unwrap();
    let outcome = world.identity.sign_in.password::<ApiCredentials>(request).await.unwrap();
    assert!(matches!(outcome, SignInOutcome::SignedIn(_)));
}

#[tokio::test]
async fn enabling_takes_a_code_and_gives_recovery_codes() {
    let world = World::default();
    let user = world.register::<ApiCredentials>(ANN).await.unwrap().account.id;
    let factors = &world.identity.second_factors;
    let code = SecretText::new("000000");
    let outcome = factors.enable(&World::actor(user), &code).await;
    assert!(matches!(outcome, Err(EnableError::SetupNotInitiated)));
    factors.set_up(&World::actor(user)).await.unwrap();
    let outcome = factors.enable(&World::actor(user), &SecretText::new("12345")).await;
    assert!(matches!(outcome, Err(EnableError::WrongCode)));
    let (_, codes) = world.enable_second_factor(user).await.unwrap();
    assert_eq!(codes.len(), 10);
    let account = world.identity.profiles.me(user).await.unwrap();
    assert!(matches!(account.second_factor, SecondFactor::On { recovery_left: 10, .. }));
    assert!(matches!(world.mails().last(), Some(Notice::SecondFactorEnabled { .. })));
    assert!(matches!(factors.set_up(&World::actor(user)).await, Err(SetUpError::AlreadyEnabled)));
    assert!(matches!(factors.enable(&World::actor(user), &code).await, Err(EnableError::AlreadyEnabled)));
}

#[tokio::test]
async fn signing_in_takes_both_steps() {
    let ann = Ann::new().await;
    ann.next_step();
    let token = ann.challenge().await;
    let signed_in = ann.answer(&token, &ann.code()).await.unwrap();
    assert_eq!(signed_in.account.id, ann.user);
    assert_eq!(signed_in.session.methods.amr(), ["pwd", "otp", "mfa"]);
    assert_eq!(signed_in.session.methods.acr(), "2");
    ann.world.identity.sessions.by_token(&signed_in.credentials.access).await.unwrap();
    let again = ann.answer(&token, &ann.code()).await;
    assert!(matches!(again, Err(SignInError::InvalidChallenge)), "a challenge works once");
}

#[tokio::test]
async fn a_code_of_a_neighbouring_step_is_accepted_and_one_further_off_is_not() {
    for (seconds, good) in [(0, true), (30, true), (60, false)] {
        let ann = Ann::new().await;
        ann.next_step();
        ann.next_step();
        let code = ann.code();
        ann.world.clock.advance(Duration::from_secs(seconds));
        let token = ann.challenge().await;
        assert_eq!(ann.answer(&token, &code).await.is_ok(), good, "after {seconds} s");
    }
}

#[tokio::test]
async fn a_code_with_blanks_is_the_same_code() {
    let ann = Ann::new().await;
    ann.next_step();
    let code = ann.code();
    let spaced = SecretText::new(format!(" {} {}\n", &code.expose()[..3], &code.expose()[3..]));
    let token = ann.challenge().await;
    ann.answer(&token, &spaced).await.unwrap();
}

#[tokio::test]
async fn a_code_is_not_accepted_twice() {
    let ann = Ann::new().await;
    let token = ann.challenge().await;
    let replay = ann.answer(&token, &ann.code()).await;
    assert!(matches!(replay, Err(SignInError::WrongCode)), "the code that switched it on is spent");
    ann.next_step();
    ann.answer(&token, &ann.code()).await.unwrap();
    let token = ann.challenge().await;
    assert!(matches!(ann.answer(&token, &ann.code()).await, Err(SignInError::WrongCode)));
    assert!(matches!(ann.disable(&ann.code()).await, Err(DisableError::WrongCode)));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_racing_replays_one_signs_in() {
    let ann = Arc::new(Ann::new().await);
    ann.next_step();
    let mut tokens = Vec::new();
    for _ in 0..4 {
        tokens.push(ann.challenge().await);
    }
    let calls = tokens.into_iter().map(|token| {
        let ann = Arc::clone(&ann);
        tokio::spawn(async move { ann.answer(&token, &ann.code()).await.is_ok() })
    });
    let mut signed_in = 0;
    for call in calls.collect::<Vec<_>>() {
        signed_in += usize::from(call.await.unwrap());
    }
    assert_eq!(signed_in, 1);
}

#[tokio::test]
async fn a_recovery_code_works_once_in_place_of_a_code() {
    let ann = Ann::new().await;
    let typed = SecretText::new(ann.recovery[3].shown().expose().to_uppercase().replace('-', " "));
    let token = ann.challenge().await;
    ann.answer(&token, &typed).await.unwrap();
    let account = ann.world.identity.profiles.me(ann.user).await.unwrap();
    assert!(matches!(account.second_factor, SecondFactor::On { recovery_left: 9, .. }));
    let token = ann.challenge().await;
    assert!(matches!(ann.answer(&token, &typed).await, Err(SignInError::WrongCode)));
    ann.answer(&token, &ann.recovery[4].shown()).await.unwrap();
}

#[tokio::test]
async fn a_challenge_dies_after_five_tries() {
    let ann = Ann::new().await;
    ann.next_step();
    let token = ann.challenge().await;
    for number in 0..5 {
        let outcome = ann.answer_from(&token, &ann.wrong_code(), [10, 0, number, 1]).await;
        assert!(matches!(outcome, Err(SignInError::WrongCode)));
    }
    let outcome = ann.answer(&token, &ann.code()).await;
    assert!(matches!(outcome, Err(SignInError::InvalidChallenge)));
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_in_parallel_gains_no_tries() {
    let ann = Arc::new(Ann::with(World::new(|env| env.rules.throttle.second_factor.free = 100)).await);
    let token = ann.challenge().await;
    let guesses = (0..16).map(|_| {
        let (ann, token) = (Arc::clone(&ann), token.clone());
        tokio::spawn(async move { ann.answer(&token, &ann.wrong_code()).await })
    });
    let mut looked_at = 0;
    for guess in guesses.collect::<Vec<_>>() {
        looked_at += usize::from(matches!(guess.await.unwrap(), Err(SignInError::WrongCode)));
    }
    assert_eq!(looked_at, 5);
}

#[tokio::test]
async fn fresh_challenges_give_no_fresh_guesses() {
    let ann = Ann::with(World::new(|env| env.rules.throttle.sign_in.free = 1_000)).await;
    let mut looked_at = 0;
    for _ in 0..10 {
        let token = ann.challenge().await;
        for number in 0..5 {
            let outcome = ann.answer_from(&token, &ann.wrong_code(), [10, 0, number, 1]).await;
            looked_at += usize::from(matches!(outcome, Err(SignInError::WrongCode)));
        }
    }
    assert_eq!(looked_at, 6);
    let token = ann.challenge().await;
    let Err(SignInError::Throttled(wait)) = ann.answer(&token, &ann.code()).await else {
        panic!("not throttled")
    };
    ann.world.clock.advance(wait.0);
    ann.next_step();
    ann.answer(&token, &ann.code()).await.unwrap();
}

#[tokio::test]
async fn a_password_without_its_second_factor_keeps_counting() {
    let ann = Ann::new().await;
    for _ in 0..6 {
        ann.challenge().await;
    }
    let request = ann.world.sign_in_of(ANN).unwrap();
    assert!(ann.world.identity.sign_in.password::<ApiCredentials>(request).await.is_err());
    ann.world.clock.advance(Duration::from_secs(30));
    let token = ann.challenge().await;
    ann.answer(&token, &ann.code()).await.unwrap();
    ann.challenge().await;
    ann.challenge().await;
}

#[tokio::test]
async fn a_challenge_ends_after_five_minutes() {
    let ann = Ann::new().await;
    let token = ann.challenge().await;
    ann.world.clock.advance(Duration::from_secs(300));
    let outcome = ann.answer(&token, &ann.code()).await;
    assert!(matches!(outcome, Err(SignInError::InvalidChallenge)));
}

#[tokio::test]
async fn a_challenge_is_answered_by_the_kind_of_caller_that_got_it() {
    let ann = Ann::new().await;
    ann.next_step();
    let token = ann.challenge().await;
    let request = SecondFactorSignIn { token, code: ann.code(), origin: World::origin(), supersedes: None };
    let outcome = ann.world.identity.sign_in.second_factor::<CookieCredentials>(request).await;
    assert!(matches!(outcome, Err(SignInError::InvalidChallenge)));
}

#[tokio::test]
async fn a_wrong_password_gets_no_challenge() {
    let ann = Ann::new().await;
    let wrong = PasswordSignIn { password: Password::new("guess"), ..ann.world.sign_in_of(ANN).unwrap() };
    assert!(ann.world.identity.sign_in.password::<ApiCredentials>(wrong).await.is_err());
}

#[tokio::test]
async fn switching_off_takes_a_code_and_tells() {
    let ann = Ann::new().await;
    assert!(matches!(ann.disable(&ann.wrong_code()).await, Err(DisableError::WrongCode)));
    ann.next_step();
    ann.disable(&ann.code()).await.unwrap();
    assert!(matches!(ann.world.mails().last(), Some(Notice::SecondFactorDisabled { .. })));
    assert!(matches!(ann.disable(&ann.code()).await, Err(DisableError::NotEnabled)));
    ann.world.enable_second_factor(ann.user).await.unwrap();
}

#[tokio::test]
async fn a_recovery_code_switches_off_too() {
    let ann = Ann::new().await;
    ann.disable(&ann.recovery[0].shown()).await.unwrap();
}

#[tokio::test]
async fn a_stolen_session_guesses_few_codes() {
    let ann = Ann::new().await;
    for _ in 0..6 {
        assert!(matches!(ann.disable(&ann.wrong_code()).await, Err(DisableError::WrongCode)));
    }
    assert!(matches!(ann.disable(&ann.wrong_code()).await, Err(DisableError::Throttled(_))));
}

#[tokio::test]
async fn a_person_who_is_gone_has_no_second_factor() {
    let ann = Ann::new().await;
    let nobody = UserId::from_uuid(Default::default());
    let (factors, code) = (&ann.world.identity.second_factors, ann.code());
    assert!(matches!(factors.set_up(&World::actor(nobody)).await, Err(SetUpError::Gone)));
    assert!(matches!(factors.enable(&World::actor(nobody), &code).await, Err(EnableError::Gone)));
    assert!(matches!(factors.disable(&World::actor(nobody), &code).await, Err(DisableError::Gone)));
}

#[tokio::test]
async fn a_secret_that_cannot_be_read_is_told_as_such() {
    let ann = Ann::new().await;
    ann.next_step();
    let token = ann.challenge().await;
    let mut sealer = MockSealer::new();
    sealer.expect_unseal().returning(|_, _, _| Err(UnsealError));
    let environment = Environment { sealer: Arc::new(sealer), ..ann.world.environment.clone() };
    let broken = World { identity: Identity::new(environment), ..ann.world.clone() };
    let broken = Ann { world: broken, user: ann.user, secret: ann.secret.clone(), recovery: Vec::new() };
    assert!(matches!(broken.answer(&token, &ann.code()).await, Err(SignInError::Unseal(_))));
    assert!(matches!(broken.disable(&ann.code()).await, Err(DisableError::Unseal(_))));
    ann.disable(&ann.code()).await.unwrap();
    ann.world.identity.second_factors.set_up(&World::actor(ann.user)).await.unwrap();
    let enable = broken.world.identity.second_factors.enable(&World::actor(ann.user), &ann.code()).await;
    assert!(matches!(enable, Err(EnableError::Unseal(_))));
}

#[tokio::test]
async fn a_failing_store_is_told_as_such() {
    let ann = Ann::new().await;
    let token = ann.challenge().await;
    let mut throttle = MockThrottleStore::new();
    throttle.expect_claim().returning(|_, _| Err(StoreError::failed("broken")));
    let environment = Environment { throttle: Arc::new(throttle), ..ann.world.environment.clone() };
    let identity = Identity::new(environment);
    let origin = World::origin();
    let disabled = identity.second_factors.disable(&World::actor(ann.user), &ann.code()).await;
    assert!(matches!(disabled, Err(DisableError::Store(_))));
    let request = SecondFactorSignIn { token, code: ann.code(), origin, supersedes: None };
    let answered = identity.sign_in.second_factor::<ApiCredentials>(request).await;
    assert!(matches!(answered, Err(SignInError::Store(_))));
}
