use super::ClientAlg;
use serde::{Deserialize, Serialize};

/// How a client's authorization requests have to come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RequestSettings {
    /// Only pushed (RFC 9126 §6).
    pub pushed_only: bool,
    /// What its request objects are signed by (RFC 9101 §10.5); any that fits its keys when it is left open.
    pub object_alg: Option<ClientAlg>,
}

/// How the settings are stored: by the names of RFC 9126 §6 and RFC 9101 §9.
#[derive(Default, Serialize, Deserialize)]
struct Stored {
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    require_pushed_authorization_requests: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_object_signing_alg: Option<String>,
}

impl RequestSettings {
    /// The settings as JSON, fit to be stored; `None` for the default ones.
    pub fn to_json(self) -> Option<String> {
        let stored = Stored {
            require_pushed_authorization_requests: self.pushed_only,
            request_object_signing_alg: self.object_alg.map(|alg| alg.as_str().to_owned()),
        };
        (self != Self::default()).then(|| serde_json::to_string(&stored).unwrap_or_default())
    }

    /// Reads what [`to_json`](Self::to_json) wrote; `None` when the text is something else.
    pub fn from_json(text: Option<&str>) -> Option<Self> {
        let Some(text) = text else { return Some(Self::default()) };
        let stored: Stored = serde_json::from_str(text).ok()?;
        let object_alg = match stored.request_object_signing_alg {
            Some(name) => Some(ClientAlg::from_wire(&name)?),
            None => None,
        };
        Some(Self { pushed_only: stored.require_pushed_authorization_requests, object_alg })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_come_back_as_they_were_stored() {
        for pushed_only in [false, true] {
            for object_alg in [None, Some(ClientAlg::Ps256)] {
                let settings = RequestSettings { pushed_only, object_alg };
                assert_eq!(RequestSettings::from_json(settings.to_json().as_deref()), Some(settings));
            }
        }
        assert_eq!(RequestSettings::default().to_json(), None);
        for bad in ["", "[]", "{\"request_object_signing_alg\":\"none\"}"] {
            assert_eq!(RequestSettings::from_json(Some(bad)), None, "{bad}");
        }
    }
}
