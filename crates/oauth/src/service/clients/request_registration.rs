use super::registration::Complaints;
use crate::{ClientAlg, RequestSettings};

/// How a client's authorization requests have to come, unchecked; what is left out stays as it is.
#[derive(Debug, Clone, Default)]
pub struct RequestRegistration {
    /// `require_pushed_authorization_requests` (RFC 9126 §6).
    pub require_pushed_authorization_requests: Option<bool>,
    /// `request_object_signing_alg` (RFC 9101 §9).
    pub request_object_signing_alg: Option<String>,
}

/// The same, checked.
#[derive(Default)]
pub(super) struct RequestChanges {
    pushed_only: Option<bool>,
    object_alg: Option<ClientAlg>,
}

impl RequestChanges {
    /// The settings as they are from now on.
    pub(super) fn applied_to(&self, before: RequestSettings) -> RequestSettings {
        RequestSettings {
            pushed_only: self.pushed_only.unwrap_or(before.pushed_only),
            object_alg: self.object_alg.or(before.object_alg),
        }
    }
}

impl Complaints {
    pub(super) fn requests(&mut self, asked: &RequestRegistration) -> RequestChanges {
        let object_alg = asked.request_object_signing_alg.as_deref();
        RequestChanges {
            pushed_only: asked.require_pushed_authorization_requests,
            object_alg: object_alg.and_then(|name| self.object_alg(name)),
        }
    }

    fn object_alg(&mut self, name: &str) -> Option<ClientAlg> {
        let alg = ClientAlg::from_wire(name).filter(|alg| !alg.is_mac());
        if alg.is_none() {
            let known = ClientAlg::SIGNATURES.map(ClientAlg::as_str).join(", ");
            self.add("request_object_signing_alg", "enum", format!("must be one of {known}"));
        }
        alg
    }
}
