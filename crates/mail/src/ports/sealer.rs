use hitkey_kernel::Sealed;
use zeroize::Zeroizing;

/// Encrypts outbox payloads at rest, under a key of their own.
pub trait Sealer: Send + Sync {
    /// Seals `plain` so that it opens only for the same `subject` (the entry's id): a payload moved to another
    /// row does not open.
    fn seal(&self, subject: &[u8], plain: &[u8]) -> Sealed;

    /// Opens what [`seal`](Self::seal) made.
    ///
    /// # Errors
    /// [`UnsealError`] when the bytes, the subject or the key are not those of the sealing.
    fn unseal(&self, subject: &[u8], sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>, UnsealError>;
}

/// The bytes do not open: another key, another subject, or tampered with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the sealed payload does not open")]
pub struct UnsealError;
