use async_trait::async_trait;
use hitkey_oauth::ports::{FreshKey, KeyError, KeyFactory, TokenSigner, TokenVerifier};
use hitkey_oauth::{PublicJwk, SigningAlg};
use josekit::JoseError;
use josekit::jwk::alg::ed::EdCurve;
use josekit::jwk::{Jwk, KeyPair};
use josekit::jws::{ES256, EdDSA, JwsSigner, JwsVerifier, PS256, RS256};
use serde_json::Value;
use std::sync::Arc;
use zeroize::Zeroizing;

/// RFC 7518 §3.3: at least this much.
const RSA_BITS: u32 = 2048;

/// RS256 and PS256 with 2048 bits, ES256, and EdDSA on Ed25519, by josekit. Private keys are kept as PKCS#8 in DER (RFC 5208).
///
/// A signer and a verifier belong to one algorithm: a key of another kind is refused when one is built, and a
/// signature of another algorithm never verifies.
#[derive(Debug, Default, Clone, Copy)]
pub struct JoseKeys;

#[async_trait]
impl KeyFactory for JoseKeys {
    /// On the blocking pool: an RSA key takes up to a second. Needs a tokio runtime.
    async fn generate(&self, alg: SigningAlg) -> Result<FreshKey, KeyError> {
        tokio::task::spawn_blocking(move || generate(alg)).await.map_err(KeyError::new)?
    }

    fn signer(&self, alg: SigningAlg, private_key: &[u8]) -> Result<Arc<dyn TokenSigner>, KeyError> {
        let signer: Box<dyn JwsSigner> = match alg {
            SigningAlg::Rs256 => Box::new(RS256.signer_from_der(private_key).map_err(key_error)?),
            SigningAlg::Ps256 => Box::new(PS256.signer_from_der(private_key).map_err(key_error)?),
            SigningAlg::Es256 => Box::new(ES256.signer_from_der(private_key).map_err(key_error)?),
            SigningAlg::EdDsa => Box::new(EdDSA.signer_from_der(private_key).map_err(key_error)?),
        };
        Ok(Arc::new(Signer(signer)))
    }

    fn verifier(&self, alg: SigningAlg, public_jwk: &PublicJwk) -> Result<Arc<dyn TokenVerifier>, KeyError> {
        let jwk = Jwk::from_map(public_jwk.members().clone()).map_err(key_error)?;
        let verifier: Box<dyn JwsVerifier> = match alg {
            SigningAlg::Rs256 => Box::new(RS256.verifier_from_jwk(&jwk).map_err(key_error)?),
            SigningAlg::Ps256 => Box::new(PS256.verifier_from_jwk(&jwk).map_err(key_error)?),
            SigningAlg::Es256 => Box::new(ES256.verifier_from_jwk(&jwk).map_err(key_error)?),
            SigningAlg::EdDsa => Box::new(EdDSA.verifier_from_jwk(&jwk).map_err(key_error)?),
        };
        Ok(Arc::new(Verifier(verifier)))
    }
}

fn generate(alg: SigningAlg) -> Result<FreshKey, KeyError> {
    match alg {
        SigningAlg::Rs256 => fresh(&RS256.generate_key_pair(RSA_BITS).map_err(key_error)?),
        SigningAlg::Ps256 => fresh(&PS256.generate_key_pair(RSA_BITS).map_err(key_error)?),
        SigningAlg::Es256 => fresh(&ES256.generate_key_pair().map_err(key_error)?),
        SigningAlg::EdDsa => fresh(&EdDSA.generate_key_pair(EdCurve::Ed25519).map_err(key_error)?),
    }
}

fn fresh(pair: &dyn KeyPair) -> Result<FreshKey, KeyError> {
    let public = Value::Object(pair.to_jwk_public_key().into());
    Ok(FreshKey {
        public_jwk: PublicJwk::from_value(public).map_err(KeyError::new)?,
        private_key: Zeroizing::new(pair.to_der_private_key()),
    })
}

fn key_error(error: JoseError) -> KeyError {
    KeyError::new(error)
}

struct Signer(Box<dyn JwsSigner>);

impl TokenSigner for Signer {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.0.sign(message).map_err(key_error)
    }
}

struct Verifier(Box<dyn JwsVerifier>);

impl TokenVerifier for Verifier {
    fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        self.0.verify(message, signature).is_ok()
    }
}
