use super::{AuthMethod, ClientAlg, JwkSet};
use crate::OutboundUrl;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a client signs with, and by which algorithm (RFC 7591 §2).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClientKeys {
    /// Where its public keys are, if it has any.
    pub source: Option<KeySource>,
    /// What it authenticates by; any that fits its method when it is left open.
    pub assertion_alg: Option<ClientAlg>,
}

/// Where the public keys of a client are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeySource {
    /// Registered with it: `jwks`.
    Inline(JwkSet),
    /// Published by it: `jwks_uri`.
    At(OutboundUrl),
}

/// How the keys are stored: by the names of RFC 7591.
#[derive(Default, Serialize, Deserialize)]
struct Stored {
    #[serde(skip_serializing_if = "Option::is_none")]
    jwks: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    jwks_uri: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    token_endpoint_auth_signing_alg: Option<String>,
}

impl ClientKeys {
    /// Its registered keys.
    pub fn jwks(&self) -> Option<&JwkSet> {
        match &self.source {
            Some(KeySource::Inline(keys)) => Some(keys),
            _ => None,
        }
    }

    /// Where it publishes its keys.
    pub fn jwks_uri(&self) -> Option<&OutboundUrl> {
        match &self.source {
            Some(KeySource::At(url)) => Some(url),
            _ => None,
        }
    }

    /// What keeps a client of this authentication method from having these keys: the field, by its name on the
    /// wire, and the rest of a sentence about it.
    pub(crate) fn contradiction(&self, method: AuthMethod) -> Option<(&'static str, &'static str)> {
        const ALG: &str = "token_endpoint_auth_signing_alg";
        match (method, &self.source, self.assertion_alg.map(ClientAlg::is_mac)) {
            (AuthMethod::PrivateKeyJwt, None, _) => {
                Some(("jwks", "or jwks_uri is required for private_key_jwt"))
            }
            (AuthMethod::PrivateKeyJwt, _, Some(true)) => Some((ALG, "must be one of a key pair")),
            (AuthMethod::ClientSecretJwt, _, Some(false)) => Some((ALG, "must be HS256, HS384 or HS512")),
            _ => None,
        }
    }

    /// The keys as JSON, fit to be stored; `None` when there is nothing to store.
    pub fn to_json(&self) -> Option<String> {
        let stored = Stored {
            jwks: self.jwks().map(JwkSet::to_value),
            jwks_uri: self.jwks_uri().map(ToString::to_string),
            token_endpoint_auth_signing_alg: self.assertion_alg.map(|alg| alg.as_str().to_owned()),
        };
        (*self != Self::default()).then(|| serde_json::to_string(&stored).unwrap_or_default())
    }

    /// Reads what [`to_json`](Self::to_json) wrote; `None` when the text is something else.
    pub fn from_json(text: Option<&str>) -> Option<Self> {
        let Some(text) = text else { return Some(Self::default()) };
        let stored: Stored = serde_json::from_str(text).ok()?;
        let source = match (stored.jwks, stored.jwks_uri) {
            (Some(keys), None) => Some(KeySource::Inline(JwkSet::registered(&keys).ok()?)),
            (None, Some(url)) => Some(KeySource::At(OutboundUrl::parse(&url).ok()?)),
            (None, None) => None,
            (Some(_), Some(_)) => return None,
        };
        Some(Self { source, assertion_alg: alg(stored.token_endpoint_auth_signing_alg)? })
    }
}

/// `None` when there is a name but no such algorithm.
fn alg(name: Option<String>) -> Option<Option<ClientAlg>> {
    name.map_or(Some(None), |name| ClientAlg::from_wire(&name).map(Some))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn inline() -> KeySource {
        let key = json!({"kty": "OKP", "crv": "Ed25519", "x": "x".repeat(43), "kid": "a"});
        KeySource::Inline(JwkSet::registered(&json!({ "keys": [key] })).unwrap())
    }

    #[test]
    fn keys_come_back_as_they_were_stored() {
        let at = KeySource::At(OutboundUrl::parse("https://app.example.org/jwks").unwrap());
        for source in [None, Some(inline()), Some(at)] {
            for assertion_alg in [None, Some(ClientAlg::EdDsa)] {
                let keys = ClientKeys { source: source.clone(), assertion_alg };
                assert_eq!(ClientKeys::from_json(keys.to_json().as_deref()), Some(keys));
            }
        }
        assert_eq!(ClientKeys::default().to_json(), None);
        for bad in ["", "[]", "{\"jwks\":{}}", "{\"token_endpoint_auth_signing_alg\":\"none\"}"] {
            assert_eq!(ClientKeys::from_json(Some(bad)), None, "{bad}");
        }
    }

    #[test]
    fn method_and_keys_must_go_together() {
        let with = |source, assertion_alg| ClientKeys { source, assertion_alg };
        for (method, keys, good) in [
            (AuthMethod::PrivateKeyJwt, with(Some(inline()), Some(ClientAlg::EdDsa)), true),
            (AuthMethod::PrivateKeyJwt, with(None, None), false),
            (AuthMethod::PrivateKeyJwt, with(Some(inline()), Some(ClientAlg::Hs256)), false),
            (AuthMethod::ClientSecretJwt, with(None, Some(ClientAlg::Hs512)), true),
            (AuthMethod::ClientSecretJwt, with(None, Some(ClientAlg::Rs256)), false),
            (AuthMethod::ClientSecretBasic, with(Some(inline()), None), true),
            (AuthMethod::None, with(None, None), true),
        ] {
            assert_eq!(keys.contradiction(method).is_none(), good, "{method:?} {keys:?}");
        }
    }
}
