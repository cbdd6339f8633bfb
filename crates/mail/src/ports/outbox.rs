use async_trait::async_trait;
use hitkey_kernel::{OutboxEntry, OutboxId, StoreError, Timestamp, Topics};
use std::time::Duration;

/// The entries that wait to be delivered, shared by every process on one database.
///
/// Most entries are written by other stores, in the transaction of the change that caused them, as
/// [`enqueue`](Self::enqueue) would: due at once, no attempts, not buried.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait]
pub trait Outbox: Send + Sync {
    /// Adds an entry that is due from its `created_at` on, for an event that no other change goes with.
    ///
    /// # Errors
    /// [`StoreError`] when the store could not do it.
    async fn enqueue(&self, entry: OutboxEntry) -> Result<(), StoreError>;

    /// Takes up to `limit` entries of `topics` that are due at `now` (an entry is due *at* its instant), the longest due
    /// first and, among equals, the smallest id first. The order within the answer is free.
    ///
    /// Each taken entry's attempts go up by one, and it is due again at `now + lease`: if the process dies,
    /// its entries come back. MUST be atomic: of any number of simultaneous callers, one gets an entry.
    /// MUST NOT return buried entries.
    ///
    /// # Errors
    /// [`StoreError`] when the store could not do it.
    async fn claim_due(
        &self,
        topics: Topics,
        limit: u32,
        now: Timestamp,
        lease: Duration,
    ) -> Result<Vec<ClaimedEntry>, StoreError>;

    /// Removes a delivered entry, whoever holds it now. Removing one that is gone is no error.
    ///
    /// # Errors
    /// [`StoreError`] when the store could not do it.
    async fn done(&self, id: OutboxId) -> Result<(), StoreError>;

    /// Makes a claimed entry due at `at` and keeps why. Does nothing when the claim was lost meanwhile: the
    /// entry is gone, buried, or was claimed again (its attempts are no longer `claim.attempt`).
    ///
    /// # Errors
    /// [`StoreError`] when the store could not do it.
    async fn retry(&self, claim: Claim, at: Timestamp, error: &str) -> Result<(), StoreError>;

    /// Buries a claimed entry at `now` and keeps why: it is never due again, but stays until housekeeping
    /// sweeps it. Does nothing when the claim was lost meanwhile.
    ///
    /// # Errors
    /// [`StoreError`] when the store could not do it.
    async fn bury(&self, claim: Claim, now: Timestamp, error: &str) -> Result<(), StoreError>;
}

/// Proof that an entry was claimed: good until somebody claims the entry again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// The entry.
    pub id: OutboxId,
    /// Which attempt at it this is, the first being 1.
    pub attempt: u32,
}

/// An entry and the claim on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedEntry {
    /// What is to be delivered.
    pub entry: OutboxEntry,
    /// Which attempt at it this is, the first being 1: the stored attempts after the claim.
    pub attempt: u32,
}

impl ClaimedEntry {
    /// The claim, to give back the entry with.
    pub fn claim(&self) -> Claim {
        Claim { id: self.entry.id, attempt: self.attempt }
    }
}
