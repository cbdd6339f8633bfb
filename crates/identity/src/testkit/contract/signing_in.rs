//! Signing in with a second factor.

use super::setting::{
    Person, RACERS, Stores, TICK, count, digest, entry, hash, new_session, person, race, random, record,
    seconds, start,
};
use super::{second_factors, throttle};
use crate::ports::{CompleteSignIn, CompleteSignInOutcome, EnableTotp, OpenSession, OpenSignIn};
use crate::{
    ApiCredentials, AuthMethods, ChallengeToken, ChallengeTokenDigest, RecoveryCodeDigest, SecondFactorProof,
    SessionKind, SignInChallenge,
};
use hitkey_kernel::Sealed;
use hitkey_kernel::testkit::first;

pub(super) async fn all(make: &impl AsyncFn() -> Stores) {
    a_challenge_is_found_as_it_was_stored(&make().await).await;
    a_challenge_needs_the_current_password_and_a_second_factor(&make().await).await;
    as_many_attempts_as_tries_are_claimed(&make().await).await;
    attempts_end_with_the_challenge(&make().await).await;
    completing_opens_a_session_once(&make().await).await;
    completing_ends_with_the_challenge(&make().await).await;
    a_step_is_spent_once_across_challenges(&make().await).await;
    a_recovery_code_is_spent_once_across_challenges(&make().await).await;
    a_spent_proof_leaves_the_challenge_and_its_attempts(&make().await).await;
    a_switched_off_second_factor_completes_nothing(&make().await).await;
    a_password_alone_opens_nothing(&make().await).await;
}

/// A person whose second factor is on, with step 100 used.
pub(super) struct Guarded {
    pub(super) person: Person,
    pub(super) recovery: Vec<RecoveryCodeDigest>,
}

pub(super) const USED_STEP: u64 = 100;

pub(super) async fn with_second_factor(stores: &Stores) -> Guarded {
    let person = person(stores).await;
    let secret = Sealed::from_bytes(digest().to_vec());
    let recovery: Vec<_> = (0..3).map(|_| RecoveryCodeDigest::from_bytes(digest())).collect();
    assert!(stores.accounts.begin_totp(second_factors::begin(person.id, secret.clone())).await.unwrap());
    let command = EnableTotp {
        user: person.id,
        secret,
        step: USED_STEP,
        recovery: recovery.clone(),
        notice: entry(),
        audit: record(),
        now: start(),
    };
    assert!(stores.accounts.enable_totp(command).await.unwrap());
    Guarded { person, recovery }
}

impl Guarded {
    pub(super) fn opening(&self, token: &ChallengeToken) -> OpenSignIn {
        OpenSignIn {
            challenge: SignInChallenge {
                token: token.digest(),
                user: self.person.id,
                kind: SessionKind::Api,
                methods: AuthMethods::PASSWORD,
                attempts: 0,
                expires_at: start() + seconds(300),
            },
            seen_password: self.person.password.clone(),
            pardon: Vec::new(),
            audit: record(),
        }
    }

    pub(super) async fn open_sign_in(&self, stores: &Stores) -> ChallengeToken {
        let token = ChallengeToken::generate(&random());
        assert!(stores.challenges.open_sign_in(self.opening(&token)).await.unwrap());
        token
    }

    pub(super) fn completing(
        &self,
        token: &ChallengeToken,
        proof: SecondFactorProof,
    ) -> (CompleteSignIn, ApiCredentials) {
        let (new, credentials) = new_session(self.person.id);
        (CompleteSignIn { token: token.digest(), proof, new, now: start() }, credentials)
    }
}

const NEXT: SecondFactorProof = SecondFactorProof::Totp { step: USED_STEP + 1 };

async fn a_challenge_is_found_as_it_was_stored(stores: &Stores) {
    let ann = with_second_factor(stores).await;
    for kind in [SessionKind::Api, SessionKind::Cookie] {
        let token = ChallengeToken::generate(&random());
        let mut command = ann.opening(&token);
        command.challenge.kind = kind;
        let counted = throttle::blocked(stores).await;
        command.pardon = counted.pardon();
        let expected = command.challenge.clone();
        assert!(stores.challenges.open_sign_in(command).await.unwrap());
        assert_eq!(stores.challenges.find_sign_in(&token.digest()).await.unwrap(), Some(expected));
        assert!(counted.is_free(stores).await);
    }
    let unknown = ChallengeTokenDigest::from_bytes(digest());
    assert_eq!(stores.challenges.find_sign_in(&unknown).await.unwrap(), None);
}

async fn a_challenge_needs_the_current_password_and_a_second_factor(stores: &Stores) {
    let token = ChallengeToken::generate(&random());
    let ann = with_second_factor(stores).await;
    let outdated = OpenSignIn { seen_password: hash(), ..ann.opening(&token) };
    assert!(!stores.challenges.open_sign_in(outdated).await.unwrap());
    let bob = Guarded { person: person(stores).await, recovery: Vec::new() };
    assert!(!stores.challenges.open_sign_in(bob.opening(&token)).await.unwrap());
    assert_eq!(stores.challenges.find_sign_in(&token.digest()).await.unwrap(), None);
}

async fn as_many_attempts_as_tries_are_claimed(stores: &Stores) {
    let token = with_second_factor(stores).await.open_sign_in(stores).await.digest();
    let claimed = race(|_| {
        let challenges = stores.challenges.clone();
        async move { challenges.claim_sign_in_attempt(&token, 5, start()).await.unwrap() }
    })
    .await;
    let mut attempts: Vec<_> = claimed.into_iter().flatten().map(|claimed| claimed.attempts).collect();
    attempts.sort_unstable();
    assert_eq!(attempts, [1, 2, 3, 4, 5]);
}

async fn attempts_end_with_the_challenge(stores: &Stores) {
    let token = with_second_factor(stores).await.open_sign_in(stores).await.digest();
    let end = start() + seconds(300);
    assert_eq!(stores.challenges.claim_sign_in_attempt(&token, 5, end).await.unwrap(), None);
    assert_eq!(stores.challenges.find_sign_in(&token).await.unwrap().unwrap().attempts, 0);
    assert!(stores.challenges.claim_sign_in_attempt(&token, 5, end - TICK).await.unwrap().is_some());
    let unknown = ChallengeTokenDigest::from_bytes(digest());
    assert_eq!(stores.challenges.claim_sign_in_attempt(&unknown, 5, start()).await.unwrap(), None);
}

async fn completing_opens_a_session_once(stores: &Stores) {
    let ann = with_second_factor(stores).await;
    let token = ann.open_sign_in(stores).await;
    let notice = entry();
    let (mut command, credentials) = ann.completing(&token, NEXT);
    command.new.notice_if_unknown = Some(notice.clone());
    let session = command.new.session.clone();
    let outcome = stores.challenges.complete_sign_in(command).await.unwrap();
    assert_eq!(outcome, CompleteSignInOutcome::Completed);
    let access = credentials.access.digest();
    assert_eq!(stores.sessions.find_by_access(&access, start()).await.unwrap(), Some(session));
    assert!(stores.enqueued(&notice).await);
    assert_eq!(stores.challenges.find_sign_in(&token.digest()).await.unwrap(), None);
    let (again, _) = ann.completing(&token, SecondFactorProof::Totp { step: USED_STEP + 9 });
    assert_eq!(stores.challenges.complete_sign_in(again).await.unwrap(), CompleteSignInOutcome::Gone);
}

async fn completing_ends_with_the_challenge(stores: &Stores) {
    let ann = with_second_factor(stores).await;
    let token = ann.open_sign_in(stores).await;
    let (mut command, credentials) = ann.completing(&token, NEXT);
    command.now = start() + seconds(300);
    assert_eq!(stores.challenges.complete_sign_in(command).await.unwrap(), CompleteSignInOutcome::Gone);
    let access = credentials.access.digest();
    assert_eq!(stores.sessions.find_by_access(&access, start()).await.unwrap(), None);
}

/// Races one proof over as many challenges as there are racers.
async fn race_proof(stores: &Stores, ann: &Guarded, proof: SecondFactorProof) {
    let mut tokens = Vec::new();
    for _ in 0..RACERS {
        tokens.push(ann.open_sign_in(stores).await);
    }
    let before = stores.sessions.list(ann.person.id, start(), first(100)).await.unwrap().items.len();
    let outcomes = race(|number| {
        let (command, _) = ann.completing(&tokens[number], proof);
        let challenges = stores.challenges.clone();
        async move { challenges.complete_sign_in(command).await.unwrap() }
    })
    .await;
    assert_eq!(count(&outcomes, &CompleteSignInOutcome::Completed), 1, "{outcomes:?}");
    assert_eq!(count(&outcomes, &CompleteSignInOutcome::ProofSpent), RACERS - 1, "{outcomes:?}");
    let after = stores.sessions.list(ann.person.id, start(), first(100)).await.unwrap().items.len();
    assert_eq!(after, before + 1);
}

async fn a_step_is_spent_once_across_challenges(stores: &Stores) {
    let ann = with_second_factor(stores).await;
    race_proof(stores, &ann, NEXT).await;
    for step in [USED_STEP - 1, USED_STEP, USED_STEP + 1] {
        let token = ann.open_sign_in(stores).await;
        let (command, _) = ann.completing(&token, SecondFactorProof::Totp { step });
        let outcome = stores.challenges.complete_sign_in(command).await.unwrap();
        assert_eq!(outcome, CompleteSignInOutcome::ProofSpent, "step {step}");
    }
}

async fn a_recovery_code_is_spent_once_across_challenges(stores: &Stores) {
    let ann = with_second_factor(stores).await;
    race_proof(stores, &ann, SecondFactorProof::Recovery(ann.recovery[0])).await;
    race_proof(stores, &ann, SecondFactorProof::Recovery(ann.recovery[1])).await;
    let bob = with_second_factor(stores).await;
    let token = ann.open_sign_in(stores).await;
    let (command, _) = ann.completing(&token, SecondFactorProof::Recovery(bob.recovery[0]));
    let outcome = stores.challenges.complete_sign_in(command).await.unwrap();
    assert_eq!(outcome, CompleteSignInOutcome::ProofSpent, "somebody else's code");
}

async fn a_spent_proof_leaves_the_challenge_and_its_attempts(stores: &Stores) {
    let ann = with_second_factor(stores).await;
    let token = ann.open_sign_in(stores).await;
    stores.challenges.claim_sign_in_attempt(&token.digest(), 5, start()).await.unwrap();
    let (command, _) = ann.completing(&token, SecondFactorProof::Totp { step: USED_STEP });
    let outcome = stores.challenges.complete_sign_in(command).await.unwrap();
    assert_eq!(outcome, CompleteSignInOutcome::ProofSpent);
    let found = stores.challenges.find_sign_in(&token.digest()).await.unwrap();
    assert_eq!(found.unwrap().attempts, 1);
}

async fn a_switched_off_second_factor_completes_nothing(stores: &Stores) {
    let ann = with_second_factor(stores).await;
    let token = ann.open_sign_in(stores).await;
    assert!(stores.accounts.disable_totp(second_factors::disable(&ann, NEXT)).await.unwrap());
    let (command, _) = ann.completing(&token, SecondFactorProof::Recovery(ann.recovery[0]));
    assert_eq!(stores.challenges.complete_sign_in(command).await.unwrap(), CompleteSignInOutcome::Gone);
}

async fn a_password_alone_opens_nothing(stores: &Stores) {
    let ann = with_second_factor(stores).await;
    let (new, _) = new_session::<ApiCredentials>(ann.person.id);
    let command = OpenSession { new, seen_password: ann.person.password.clone() };
    assert!(!stores.sessions.open(command).await.unwrap());
}
