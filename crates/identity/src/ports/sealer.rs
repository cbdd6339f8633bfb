use hitkey_kernel::Sealed;
use zeroize::Zeroizing;

/// Encrypts under the server key what must be read again, such as TOTP secrets.
#[cfg_attr(feature = "testkit", mockall::automock)]
pub trait Sealer: Send + Sync {
    /// Encrypts. What is sealed opens only with the same purpose and subject: it MUST NOT be possible to
    /// move it to another row.
    fn seal(&self, purpose: &str, subject: &[u8], plain: &[u8]) -> Sealed;

    /// Decrypts.
    ///
    /// # Errors
    /// [`UnsealError`] when it was changed, or sealed under another key, purpose or subject.
    fn unseal(
        &self,
        purpose: &str,
        subject: &[u8],
        sealed: &Sealed,
    ) -> Result<Zeroizing<Vec<u8>>, UnsealError>;
}

/// The bytes were changed, or sealed under another key, purpose or subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the sealed bytes can't be opened with this server's key")]
pub struct UnsealError;
