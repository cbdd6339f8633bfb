use hitkey_kernel::Sealed;
use zeroize::Zeroizing;

/// Encrypts private keys under the server key, and binds them to what they are for.
#[cfg_attr(feature = "testkit", mockall::automock)]
pub trait Sealer: Send + Sync {
    /// Seals `plain`. Only the same `purpose` and `subject` open it again.
    fn seal(&self, purpose: &str, subject: &[u8], plain: &[u8]) -> Sealed;

    /// Opens what [`seal`](Self::seal) made.
    ///
    /// # Errors
    /// [`UnsealError`] when it was sealed under another server key or for something else, or was altered.
    fn unseal(
        &self,
        purpose: &str,
        subject: &[u8],
        sealed: &Sealed,
    ) -> Result<Zeroizing<Vec<u8>>, UnsealError>;
}

/// The bytes were not sealed here, for this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("sealed under another server key, for another purpose, or altered")]
pub struct UnsealError;
