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

/// The topics that one consumer of the outbox takes: all that begin alike. Whoever consumes claims its own and
/// leaves the others' alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Topics(&'static str);

impl Topics {
    /// Every one.
    pub const ALL: Self = Self("");
    /// Mails that wait to be sent, such as `mail.password_reset`.
    pub const MAILS: Self = Self("mail.");
    /// What happened, for whoever subscribed to it by an [`Announcer`](crate::Announcer): `event.` and the action.
    pub const EVENTS: Self = Self("event.");

    /// Clients that wait to be told that somebody signed out.
    pub const LOGOUTS: Self = Self("logout.");

    /// What they begin with; letters and dots only.
    pub const fn prefix(self) -> &'static str {
        self.0
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
