use crate::StoredKey;
use hitkey_kernel::{AuditRecord, StoreError, Timestamp};

/// Keeps signing keys. All processes on one store see the same keys.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait::async_trait]
pub trait KeyStore: Send + Sync {
    /// Every key that is kept, by algorithm and generation. There are few: two per algorithm at most times.
    async fn list(&self) -> Result<Vec<StoredKey>, StoreError>;

    /// Adds a key, retires its elders and writes the entry, all at once. `false`, and no change, when its algorithm has a
    /// key of that generation already: of any number of callers exactly one gets `true`.
    async fn install(&self, command: InstallKey) -> Result<bool, StoreError>;

    /// Forgets the keys whose `expires_at` has come. Returns how many.
    async fn sweep(&self, now: Timestamp) -> Result<u64, StoreError>;
}

/// Adds a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstallKey {
    /// The key.
    pub key: StoredKey,
    /// Keys of the same algorithm and a lower generation that are not retired yet get this `expires_at`,
    /// and the new key's `activates_at` as their `retires_at`.
    pub elders_expire_at: Timestamp,
    /// What is kept of it.
    pub audit: AuditRecord,
}
