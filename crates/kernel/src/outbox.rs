use crate::{OutboxId, Timestamp};

/// Bytes encrypted under the server key. Only the sealer that made them can read them.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed(Vec<u8>);

impl Sealed {
    /// Takes bytes that a sealer made.
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The encrypted bytes, fit to be stored.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Debug for Sealed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sealed({} bytes)", self.0.len())
    }
}

/// A typed event on its way out of a domain.
///
/// A store writes it in the same transaction as the change that caused it; whoever drains the outbox
/// delivers it afterwards, at least once. The payload is sealed because it may carry a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxEntry {
    /// Names this entry.
    pub id: OutboxId,
    /// What kind of event it is, such as `mail.password_reset`; fit for logs and metrics.
    pub topic: String,
    /// The event itself.
    pub payload: Sealed,
    /// When it happened.
    pub created_at: Timestamp,
}
