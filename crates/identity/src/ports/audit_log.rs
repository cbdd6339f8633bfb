use async_trait::async_trait;
use hitkey_kernel::{AuditEntry, AuditRecord, Page, PageRequest, StoreError, UserId};

/// Keeps who did what. See the [module](crate::ports) for what holds of every method.
///
/// What changes something is kept by the command that makes the change, not here.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait]
pub trait AuditLog: Send + Sync {
    /// Keeps an entry that no change goes with: somebody was refused.
    async fn record(&self, record: AuditRecord) -> Result<(), StoreError>;

    /// The entries about this person, and nobody else's, the latest first and, among those of one instant,
    /// the greatest id first.
    async fn of_person(&self, user: UserId, request: PageRequest) -> Result<Page<AuditEntry>, StoreError>;
}
