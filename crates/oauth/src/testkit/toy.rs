use crate::ports::{
    ClientSignatures, Deriver, FreshKey, KeyError, KeyFactory, Sealer, TokenSigner, TokenVerifier,
    UnsealError,
};
use crate::{ClientAlg, PublicJwk, SigningAlg};
use data_encoding::HEXLOWER;
use hitkey_kernel::{Sealed, digest_of};
use serde_json::json;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use zeroize::Zeroizing;

/// Keys whose "signature" is a digest that everybody can make. For tests only: it proves nothing.
#[derive(Debug, Default)]
pub struct ToyKeys {
    made: AtomicU64,
    built: AtomicU64,
}

impl ToyKeys {
    /// How many signers were built, to see that each is built once.
    pub fn built(&self) -> u64 {
        self.built.load(Ordering::SeqCst)
    }
}

struct ToyKey(Vec<u8>);

#[async_trait::async_trait]
impl KeyFactory for ToyKeys {
    async fn generate(&self, alg: SigningAlg) -> Result<FreshKey, KeyError> {
        let count = self.made.fetch_add(1, Ordering::SeqCst).to_be_bytes();
        let seed = digest_of(&[b"toy key", alg.as_str().as_bytes(), &count]);
        let public_jwk = PublicJwk::from_value(json!({"kty": "toy", "x": HEXLOWER.encode(&seed)}));
        Ok(FreshKey {
            public_jwk: public_jwk.map_err(KeyError::new)?,
            private_key: Zeroizing::new(seed.to_vec()),
        })
    }

    fn signer(&self, _: SigningAlg, private_key: &[u8]) -> Result<Arc<dyn TokenSigner>, KeyError> {
        self.built.fetch_add(1, Ordering::SeqCst);
        Ok(Arc::new(ToyKey(private_key.to_vec())))
    }

    fn verifier(&self, _: SigningAlg, public_jwk: &PublicJwk) -> Result<Arc<dyn TokenVerifier>, KeyError> {
        let seed = public_jwk.members().get("x").and_then(|x| x.as_str()).unwrap_or_default();
        Ok(Arc::new(ToyKey(HEXLOWER.decode(seed.as_bytes()).map_err(KeyError::new)?)))
    }
}

impl ToyKeys {
    /// What [`is_signed`](ClientSignatures::is_signed) takes for the signature of a client's toy key.
    pub fn client_signature(alg: ClientAlg, key: &str, message: &str) -> Vec<u8> {
        digest_of(&[alg.as_str().as_bytes(), key.as_bytes(), message.as_bytes()]).to_vec()
    }
}

/// A toy key is told by its `x`, a toy secret by itself.
impl ClientSignatures for ToyKeys {
    fn is_signed(&self, alg: ClientAlg, key: &PublicJwk, message: &[u8], signature: &[u8]) -> bool {
        let key = key.members().get("x").and_then(|x| x.as_str()).unwrap_or_default();
        digest_of(&[alg.as_str().as_bytes(), key.as_bytes(), message]) == signature
    }

    fn is_mac(&self, alg: ClientAlg, secret: &[u8], message: &[u8], mac: &[u8]) -> bool {
        digest_of(&[alg.as_str().as_bytes(), secret, message]) == mac
    }
}

impl TokenSigner for ToyKey {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        Ok(digest_of(&[&self.0, message]).to_vec())
    }
}

impl TokenVerifier for ToyKey {
    fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        digest_of(&[&self.0, message]) == signature
    }
}

/// Seals nothing: it only notes what for, so that tests see when the purpose is wrong.
#[derive(Debug, Default)]
pub struct ToySealer {
    server_key: u8,
}

impl ToySealer {
    /// A sealer with another server key.
    pub fn with_server_key(server_key: u8) -> Self {
        Self { server_key }
    }

    fn tag(&self, purpose: &str, subject: &[u8]) -> [u8; 32] {
        digest_of(&[&[self.server_key], purpose.as_bytes(), subject])
    }
}

impl Sealer for ToySealer {
    fn seal(&self, purpose: &str, subject: &[u8], plain: &[u8]) -> Sealed {
        Sealed::from_bytes([&self.tag(purpose, subject), plain].concat())
    }

    fn unseal(
        &self,
        purpose: &str,
        subject: &[u8],
        sealed: &Sealed,
    ) -> Result<Zeroizing<Vec<u8>>, UnsealError> {
        let plain = sealed.as_bytes().strip_prefix(&self.tag(purpose, subject)).ok_or(UnsealError)?;
        Ok(Zeroizing::new(plain.to_vec()))
    }
}

impl Deriver for ToySealer {
    fn derive(&self, purpose: &str, secret: &[u8]) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(digest_of(&[&self.tag(purpose, b""), secret]))
    }
}
