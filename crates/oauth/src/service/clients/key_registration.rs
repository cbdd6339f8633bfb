use super::registration::Complaints;
use crate::{AuthMethod, ClientAlg, ClientKeys, JwkSet, KeySource, OutboundUrl};
use serde_json::Value;

/// What a client signs with, unchecked. Fields as in RFC 7591 §2; what is left out stays as it is.
#[derive(Debug, Clone, Default)]
pub struct KeyRegistration {
    /// `jwks`: the keys themselves.
    pub jwks: Option<Value>,
    /// `jwks_uri`: where they are published.
    pub jwks_uri: Option<String>,
    /// `token_endpoint_auth_signing_alg`.
    pub token_endpoint_auth_signing_alg: Option<String>,
}

/// The same, checked by itself; whether it goes with the client's method is asked when both are known.
#[derive(Default)]
pub(super) struct KeyChanges {
    source: Option<KeySource>,
    assertion_alg: Option<ClientAlg>,
}

impl KeyChanges {
    /// The keys as they are from now on.
    pub(super) fn applied_to(&self, before: ClientKeys) -> ClientKeys {
        ClientKeys {
            source: self.source.clone().or(before.source),
            assertion_alg: self.assertion_alg.or(before.assertion_alg),
        }
    }
}

impl Complaints {
    pub(super) fn keys(&mut self, asked: &KeyRegistration) -> KeyChanges {
        if asked.jwks.is_some() && asked.jwks_uri.is_some() {
            self.add("jwks_uri", "exclusive", "must not stand beside jwks");
        }
        let inline = asked.jwks.as_ref().and_then(|jwks| self.jwks(jwks));
        let at = asked.jwks_uri.as_deref().and_then(|uri| self.jwks_uri(uri));
        let alg = asked.token_endpoint_auth_signing_alg.as_deref();
        KeyChanges { source: inline.or(at), assertion_alg: alg.and_then(|name| self.assertion_alg(name)) }
    }

    /// What keeps a client of that method from having these keys.
    pub(super) fn contradiction(&mut self, keys: &ClientKeys, method: AuthMethod) {
        if let Some((field, message)) = keys.contradiction(method) {
            self.add(field, "required", message);
        }
    }

    fn jwks(&mut self, value: &Value) -> Option<KeySource> {
        let parsed = JwkSet::registered(value).map_err(|error| self.add("jwks", "jwks", error));
        parsed.ok().map(KeySource::Inline)
    }

    fn jwks_uri(&mut self, text: &str) -> Option<KeySource> {
        let parsed = OutboundUrl::parse(text).map_err(|error| self.add("jwks_uri", "url", error));
        parsed.ok().map(KeySource::At)
    }

    fn assertion_alg(&mut self, name: &str) -> Option<ClientAlg> {
        let alg = ClientAlg::from_wire(name);
        if alg.is_none() {
            let known = ClientAlg::ALL.map(ClientAlg::as_str).join(", ");
            self.add("token_endpoint_auth_signing_alg", "enum", format!("must be one of {known}"));
        }
        alg
    }
}
