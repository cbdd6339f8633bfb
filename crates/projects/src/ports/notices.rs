use crate::Notice;
use hitkey_kernel::{OutboxEntry, Timestamp};

/// Turns a notice into an entry of the outbox. Writes nothing: the store does, with the change itself.
#[cfg_attr(feature = "testkit", mockall::automock)]
pub trait Notices: Send + Sync {
    /// A sealed entry with a fresh id, made at `now`.
    fn entry(&self, notice: &Notice, now: Timestamp) -> OutboxEntry;
}
