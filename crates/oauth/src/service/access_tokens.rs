use crate::Issuer;
use crate::claims::AccessTokenClaims;
use crate::jws::{JwtType, Presented};
use crate::service::Keyring;
use hitkey_kernel::{Ambient, digest_of};
use quick_cache::sync::Cache;
use std::sync::Arc;

/// Verifies access tokens (RFC 9068 §4). One that was verified is remembered by its digest until it
/// expires, because verifying costs more than all the rest. Whether its grant still lives is not asked here.
pub struct AccessTokens {
    keyring: Arc<Keyring>,
    issuer: Issuer,
    ambient: Ambient,
    verified: Cache<[u8; 32], Arc<AccessTokenClaims>>,
}

/// The token is not ours, was altered, or has expired.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenRejected {
    /// No token of ours.
    #[error("the access token is malformed or was not issued here")]
    Invalid,
    /// It was ours.
    #[error("the access token has expired")]
    Expired,
    /// It is for other servers, and for this one it was not given (RFC 8707 §2).
    #[error("the access token is meant for another server")]
    Elsewhere,
    /// A client stands for itself by it, and here somebody is asked about.
    #[error("the access token stands for no person")]
    NoPerson,
}

/// How many verified tokens are remembered: about 5 MB.
const REMEMBERED: usize = 8_192;

impl AccessTokens {
    /// Puts the verifier together.
    pub fn new(keyring: Arc<Keyring>, issuer: Issuer, ambient: Ambient) -> Self {
        Self { keyring, issuer, ambient, verified: Cache::new(REMEMBERED) }
    }

    /// The claims of a good token.
    ///
    /// # Errors
    /// [`TokenRejected`].
    pub fn verify(&self, token: &str) -> Result<Arc<AccessTokenClaims>, TokenRejected> {
        let digest = digest_of(&[token.as_bytes()]);
        let claims = match self.verified.get(&digest) {
            Some(claims) => claims,
            None => self.verify_anew(token, digest)?,
        };
        if claims.is_current(self.ambient.now()) {
            return Ok(claims);
        }
        self.verified.remove(&digest);
        Err(TokenRejected::Expired)
    }

    fn verify_anew(&self, token: &str, digest: [u8; 32]) -> Result<Arc<AccessTokenClaims>, TokenRejected> {
        let presented = Presented::parse(token).ok_or(TokenRejected::Invalid)?;
        if !self.keyring.vouches_for(JwtType::AccessToken, &presented) {
            return Err(TokenRejected::Invalid);
        }
        let claims: AccessTokenClaims = presented.claims().ok_or(TokenRejected::Invalid)?;
        if claims.iss != self.issuer.as_str() {
            return Err(TokenRejected::Invalid);
        }
        let claims = Arc::new(claims);
        self.verified.insert(digest, Arc::clone(&claims));
        Ok(claims)
    }
}
