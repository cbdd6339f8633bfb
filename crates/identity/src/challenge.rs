use crate::{AuthMethods, ChallengeTokenDigest, SessionKind};
use hitkey_kernel::{Timestamp, UserId};

/// A sign-in whose password was right and whose second factor is awaited. Holds nothing secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInChallenge {
    /// Of the token that the person holds.
    pub token: ChallengeTokenDigest,
    /// Who signs in.
    pub user: UserId,
    /// Which kind of session they will get.
    pub kind: SessionKind,
    /// What they proved so far.
    pub methods: AuthMethods,
    /// How often a second factor was tried.
    pub attempts: u32,
    /// When it ends.
    pub expires_at: Timestamp,
}
