use crate::ports::NewSession;
use crate::{
    ChallengeTokenDigest, Pardon, PasswordHash, PasswordReset, PendingRegistration, RegistrationTokenDigest,
    ResetTokenDigest, SecondFactorProof, SignInChallenge, VerificationCodeDigest,
};
use async_trait::async_trait;
use hitkey_kernel::{AuditRecord, EmailAddress, OutboxEntry, StoreError, Timestamp};

/// Keeps what waits for a person to prove something. See the [module](crate::ports) for what holds of
/// every method.
///
/// Attempts are claimed before the secret is looked at, so that guessing in parallel gains nothing. A row
/// whose time has passed MUST still be found for an hour, because people are told that it expired; after
/// that it may be removed.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait]
pub trait ChallengeStore: Send + Sync {
    /// The pending registration of this address, compared by key, expired or not.
    async fn find_registration(
        &self,
        email: &EmailAddress,
    ) -> Result<Option<PendingRegistration>, StoreError>;

    /// The pending registration that was verified with this token, expired or not.
    async fn find_registration_by_token(
        &self,
        token: &RegistrationTokenDigest,
    ) -> Result<Option<PendingRegistration>, StoreError>;

    /// Stores a pending registration in place of the address's former one and enqueues the mail. MUST do
    /// nothing and tell `false` when there is one whose `sent_at` is not `seen_sent_at`: of several
    /// callers, one sends a mail.
    async fn put_registration(&self, command: PutRegistration) -> Result<bool, StoreError>;

    /// Counts an attempt and returns the registration with it counted. MUST do nothing and return `None`
    /// unless the address's registration awaits its code, the code has not expired at `now`, and fewer
    /// than `tries` attempts were counted.
    async fn claim_registration_attempt(
        &self,
        email: &EmailAddress,
        tries: u32,
        now: Timestamp,
    ) -> Result<Option<PendingRegistration>, StoreError>;

    /// Makes a registration verified. MUST do nothing and tell `false` unless it awaits its code and its
    /// code is still this one.
    async fn verify_registration(&self, command: VerifyRegistration) -> Result<bool, StoreError>;

    /// Stores a sign-in that waits for its second factor. MUST do nothing and tell `false` unless the
    /// account's hash is still `seen_password` and its second factor is on.
    async fn open_sign_in(&self, command: OpenSignIn) -> Result<bool, StoreError>;

    /// The sign-in with this token, expired or not.
    async fn find_sign_in(&self, token: &ChallengeTokenDigest)
    -> Result<Option<SignInChallenge>, StoreError>;

    /// Counts an attempt and returns the sign-in with it counted. MUST do nothing and return `None`
    /// unless there is one that has not expired at `now` and fewer than `tries` attempts were counted.
    async fn claim_sign_in_attempt(
        &self,
        token: &ChallengeTokenDigest,
        tries: u32,
        now: Timestamp,
    ) -> Result<Option<SignInChallenge>, StoreError>;

    /// Spends the proof, removes the challenge and opens the session. MUST do nothing when the challenge
    /// is gone or has expired at `now`, and nothing when the proof is not good: the second factor is
    /// off, the step is not newer than the last used one, or the recovery code is none of the person's.
    /// The attempt counted before MUST stay counted.
    async fn complete_sign_in(&self, command: CompleteSignIn) -> Result<CompleteSignInOutcome, StoreError>;

    /// Stores a reset and enqueues the mail. Earlier resets stay good.
    async fn open_reset(&self, command: OpenReset) -> Result<(), StoreError>;

    /// The reset with this token, expired or not, unless it was used up or dropped.
    async fn find_reset(&self, token: &ResetTokenDigest) -> Result<Option<PasswordReset>, StoreError>;
}

/// For [`ChallengeStore::put_registration`].
#[derive(Debug, Clone)]
pub struct PutRegistration {
    /// The registration from now on.
    pub pending: PendingRegistration,
    /// `sent_at` of the registration that was seen before, if there was one.
    pub seen_sent_at: Option<Timestamp>,
    /// The mail with the code, or the one that tells that there is an account.
    pub mail: OutboxEntry,
}

/// For [`ChallengeStore::verify_registration`].
#[derive(Debug, Clone)]
pub struct VerifyRegistration {
    /// Which one.
    pub email: EmailAddress,
    /// The code that was entered.
    pub code: VerificationCodeDigest,
    /// The token that stands for it from now on.
    pub token: RegistrationTokenDigest,
    /// When the token ends.
    pub token_expires_at: Timestamp,
    /// Attempts that are forgiven.
    pub pardon: Vec<Pardon>,
}

/// For [`ChallengeStore::open_sign_in`].
#[derive(Debug, Clone)]
pub struct OpenSignIn {
    /// What waits.
    pub challenge: SignInChallenge,
    /// The hash that the typed password was compared with.
    pub seen_password: PasswordHash,
    /// Attempts that are forgiven.
    pub pardon: Vec<Pardon>,
    /// What is kept of it.
    pub audit: AuditRecord,
}

/// For [`ChallengeStore::open_reset`].
#[derive(Debug, Clone)]
pub struct OpenReset {
    /// What is stored.
    pub reset: PasswordReset,
    /// The mail with the token.
    pub mail: OutboxEntry,
    /// What is kept of it.
    pub audit: AuditRecord,
}

/// For [`ChallengeStore::complete_sign_in`].
#[derive(Debug, Clone)]
pub struct CompleteSignIn {
    /// The challenge that is used up.
    pub token: ChallengeTokenDigest,
    /// What shows that the person holds the second factor.
    pub proof: SecondFactorProof,
    /// What is opened, for the person of the challenge.
    pub new: NewSession,
    /// The instant of the command.
    pub now: Timestamp,
}

/// What became of a [`CompleteSignIn`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CompleteSignInOutcome {
    /// Done.
    Completed,
    /// The challenge was used up, dropped or has expired.
    Gone,
    /// The step was used before, or there is no such recovery code.
    ProofSpent,
}
