use crate::jws::{self, JwtType, Presented};
use crate::ports::{KeyError, KeyFactory, TokenSigner, TokenVerifier};
use crate::{KeyId, SigningAlg, StoredKey};
use hitkey_kernel::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// A key ready to work. Built once, shared by every [`KeySet`] it is in.
pub(crate) struct ReadyKey {
    kid: KeyId,
    alg: SigningAlg,
    signer: Arc<dyn TokenSigner>,
    verifier: Arc<dyn TokenVerifier>,
    access_token_header: String,
    id_token_header: String,
    logout_token_header: String,
}

impl ReadyKey {
    pub(crate) fn build(
        factory: &dyn KeyFactory,
        key: &StoredKey,
        private_key: &[u8],
    ) -> Result<Self, KeyError> {
        let header = |typ| jws::encoded_header(key.alg, &key.kid, typ).map_err(KeyError::new);
        Ok(Self {
            kid: key.kid.clone(),
            alg: key.alg,
            signer: factory.signer(key.alg, private_key)?,
            verifier: factory.verifier(key.alg, &key.public_jwk)?,
            access_token_header: header(JwtType::AccessToken)?,
            id_token_header: header(JwtType::IdToken)?,
            logout_token_header: header(JwtType::LogoutToken)?,
        })
    }

    /// A finished token.
    pub(crate) fn sign(&self, typ: JwtType, claims: &impl Serialize) -> Result<String, KeyError> {
        let header = match typ {
            JwtType::AccessToken => &self.access_token_header,
            JwtType::IdToken => &self.id_token_header,
            JwtType::LogoutToken => &self.logout_token_header,
        };
        let message = jws::signing_input(header, claims).map_err(KeyError::new)?;
        let signature = self.signer.sign(message.as_bytes())?;
        Ok(jws::attach_signature(message, &signature))
    }

    /// Whether the token is of that type, says this key's algorithm, and bears its signature.
    pub(crate) fn vouches_for(&self, typ: JwtType, token: &Presented<'_>) -> bool {
        token.is(typ, self.alg) && self.verifier.verify(token.message.as_bytes(), &token.signature)
    }
}

/// The keys of one moment: who signs, who verifies, and the JWKS in bytes.
pub(crate) struct KeySet {
    keys: Vec<PublishedKey>,
    jwks: Arc<[u8]>,
}

pub(crate) struct PublishedKey {
    pub(crate) ready: Arc<ReadyKey>,
    pub(crate) stored: StoredKey,
}

impl KeySet {
    pub(crate) fn new(keys: Vec<PublishedKey>) -> Self {
        let jwks = json!({ "keys": keys.iter().map(|key| published(&key.stored)).collect::<Vec<_>>() });
        Self { jwks: jwks.to_string().into_bytes().into(), keys }
    }

    pub(crate) fn jwks(&self) -> Arc<[u8]> {
        Arc::clone(&self.jwks)
    }

    pub(crate) fn by_kid(&self, kid: &str) -> Option<&Arc<ReadyKey>> {
        self.keys.iter().map(|key| &key.ready).find(|ready| ready.kid.as_str() == kid)
    }

    /// The youngest key of the algorithm whose time has come. Before the first one's time, which a slow
    /// clock can make of the moment after another process's start, it is the first one.
    pub(crate) fn signing(&self, alg: SigningAlg, now: Timestamp) -> Option<&Arc<ReadyKey>> {
        let keys = || self.keys.iter().filter(move |key| key.stored.alg == alg);
        let active = keys().filter(|key| key.stored.activates_at <= now);
        let chosen = active.max_by_key(|key| key.stored.generation);
        chosen.or_else(|| keys().min_by_key(|key| key.stored.generation)).map(|key| &key.ready)
    }
}

/// A key as the JWKS shows it (RFC 7517 §4).
fn published(key: &StoredKey) -> Map<String, Value> {
    let mut members = key.public_jwk.members().clone();
    members.insert("kid".into(), key.kid.as_str().into());
    members.insert("alg".into(), key.alg.as_str().into());
    members.insert("use".into(), "sig".into());
    members
}
