use crate::{KeyId, SigningAlg};
use hitkey_kernel::About;
use serde::{Deserialize, Serialize};

/// Something that happened to what this domain keeps, for the audit log and for whoever subscribes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", content = "details")]
pub enum Event {
    /// The first signing key of its algorithm was made.
    #[serde(rename = "key.created")]
    KeyCreated {
        /// Its name.
        key: KeyId,
        /// Its algorithm.
        alg: SigningAlg,
    },
    /// A signing key got a successor, which is published from now on and signs soon.
    #[serde(rename = "key.rotated")]
    KeyRotated {
        /// The successor's name.
        key: KeyId,
        /// Its algorithm.
        alg: SigningAlg,
    },
}

impl hitkey_kernel::Event for Event {
    /// Keys are nobody's. Their names are no UUIDs, so that they stand in the details, not as the target.
    fn about(&self) -> About {
        About::default()
    }
}
