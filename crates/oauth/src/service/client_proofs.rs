use super::published_keys::PublishedKeys;
use crate::client_jwt::ClientJwt;
use crate::ports::{ClientSignatures, Documents, Sealer};
use crate::{Client, ClientSecret, JwkSet, KeySource};
use hitkey_kernel::{Ambient, ClientId, Sealed};
use std::sync::Arc;

/// What the secrets of clients that sign with them are sealed for.
const CLIENT_SECRET: &str = "oauth.client_secret";

/// Seals a client's secret, for no other client.
pub(super) fn seal_secret(sealer: &dyn Sealer, client: ClientId, secret: &ClientSecret) -> Sealed {
    sealer.seal(CLIENT_SECRET, client.uuid().as_bytes(), secret.expose().as_bytes())
}

/// Tells whether a client signed a JWT: by the keys that it registered or publishes, or with its secret.
pub struct ClientProofs {
    signatures: Arc<dyn ClientSignatures>,
    sealer: Arc<dyn Sealer>,
    published: PublishedKeys,
}

impl ClientProofs {
    /// Puts it together.
    pub fn new(
        signatures: Arc<dyn ClientSignatures>,
        sealer: Arc<dyn Sealer>,
        documents: Arc<dyn Documents>,
        ambient: Ambient,
    ) -> Self {
        Self { signatures, sealer, published: PublishedKeys::new(documents, ambient) }
    }

    /// Whether the client signed it with its secret.
    pub(super) fn is_maced_by(&self, client: &Client, jwt: &ClientJwt<'_>) -> bool {
        let Some(sealed) = client.authentication.sealed_secret().filter(|_| jwt.alg.is_mac()) else {
            return false;
        };
        let secret = self.sealer.unseal(CLIENT_SECRET, client.id.uuid().as_bytes(), sealed);
        secret.is_ok_and(|secret| {
            self.signatures.is_mac(jwt.alg, &secret, jwt.message.as_bytes(), &jwt.signature)
        })
    }

    /// Whether the client signed it with one of its private keys.
    pub(super) async fn is_signed_by(&self, client: &Client, jwt: &ClientJwt<'_>) -> bool {
        let kid = jwt.kid.as_deref();
        let suffice = |keys: &JwkSet| keys.candidates(jwt.alg, kid).next().is_some();
        match &client.keys.source {
            None => false,
            Some(KeySource::Inline(keys)) => self.any_signed(keys, jwt),
            Some(KeySource::At(url)) => {
                self.published.at(url, suffice).await.is_some_and(|keys| self.any_signed(&keys, jwt))
            }
        }
    }

    fn any_signed(&self, keys: &JwkSet, jwt: &ClientJwt<'_>) -> bool {
        let message = jwt.message.as_bytes();
        let mut candidates = keys.candidates(jwt.alg, jwt.kid.as_deref());
        candidates.any(|key| self.signatures.is_signed(jwt.alg, key, message, &jwt.signature))
    }
}
