use crate::{PublicJwk, SigningAlg};
use hitkey_kernel::BoxError;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Makes keys, and builds signers and verifiers from them. Building is dear (a key is parsed), so the
/// keyring does it once per key and keeps the result.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait::async_trait]
pub trait KeyFactory: Send + Sync {
    /// A fresh key. Async because an RSA key takes a core for a while: an adapter may hop to another thread.
    async fn generate(&self, alg: SigningAlg) -> Result<FreshKey, KeyError>;

    /// A signer for a private key in the form that [`generate`](Self::generate) gave.
    fn signer(&self, alg: SigningAlg, private_key: &[u8]) -> Result<Arc<dyn TokenSigner>, KeyError>;

    /// A verifier for a public key.
    fn verifier(&self, alg: SigningAlg, public_jwk: &PublicJwk) -> Result<Arc<dyn TokenVerifier>, KeyError>;
}

/// A key that nobody has stored yet.
#[derive(Clone)]
pub struct FreshKey {
    /// The public half.
    pub public_jwk: PublicJwk,
    /// The private half, in a form of the factory's choice. Wiped when dropped.
    pub private_key: Zeroizing<Vec<u8>>,
}

impl std::fmt::Debug for FreshKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FreshKey").field("public_jwk", &self.public_jwk).finish_non_exhaustive()
    }
}

/// Signs with one private key. Pure CPU work.
pub trait TokenSigner: Send + Sync {
    /// The JWS signature over `message` (RFC 7515 §5.1), in the octets of RFC 7518 §3: for ES256 that is
    /// R and S, 64 bytes, not DER.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError>;
}

/// Verifies by one public key. Pure CPU work.
pub trait TokenVerifier: Send + Sync {
    /// Whether `signature`, in the form of [`TokenSigner::sign`], is good for `message`.
    fn verify(&self, message: &[u8], signature: &[u8]) -> bool;
}

/// A key could not be made, read or used. The source is for the log only.
#[derive(Debug, thiserror::Error)]
#[error("a signing key could not be used")]
pub struct KeyError(#[source] BoxError);

impl KeyError {
    /// Wraps what went wrong.
    pub fn new(source: impl Into<BoxError>) -> Self {
        Self(source.into())
    }
}
