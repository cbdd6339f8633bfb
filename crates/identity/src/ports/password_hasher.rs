use crate::{Password, PasswordHash};
use async_trait::async_trait;
use hitkey_kernel::BoxError;

/// Hashes passwords slowly.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait]
pub trait PasswordHasher: Send + Sync {
    /// Whether a call would be told [`Overloaded`](HashingError::Overloaded) now. Asked before work is done in vain;
    /// the call itself may still be told so.
    fn is_overloaded(&self) -> bool;

    /// The hash of a new password, salted afresh.
    async fn hash(&self, password: &Password) -> Result<PasswordHash, HashingError>;

    /// Compares a password with a hash. Without a hash it MUST do the same work and find it
    /// [`Wrong`](Verdict::Wrong), so that nobody learns from the time whether there is an account.
    async fn verify<'a>(
        &self,
        password: &Password,
        hash: Option<&'a PasswordHash>,
    ) -> Result<Verdict, HashingError>;
}

/// How a password compares with a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is another password, or there was no hash.
    Wrong,
    /// It is the password.
    Right,
    /// It is the password, but the hash is weaker than today's and should be replaced.
    RightButWeak,
}

/// A password could not be hashed.
#[derive(Debug, thiserror::Error)]
pub enum HashingError {
    /// Too many passwords wait to be hashed; the same call may succeed later.
    #[error("too many passwords wait to be hashed")]
    Overloaded,
    /// The hasher failed, or the hash is not one of its own.
    #[error("hashing failed")]
    Failed(#[source] BoxError),
}
