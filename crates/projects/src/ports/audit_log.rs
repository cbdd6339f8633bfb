use async_trait::async_trait;
use hitkey_kernel::{AuditEntry, Page, PageRequest, ProjectId, StoreError};

/// Tells who did what in projects. The command that makes a change keeps what is told here.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait]
pub trait AuditLog: Send + Sync {
    /// The entries about this project, whichever domain wrote them, and about no other: the latest first and,
    /// among those of one instant, the greatest id first.
    async fn of_project(
        &self,
        project: ProjectId,
        request: PageRequest,
    ) -> Result<Page<AuditEntry>, StoreError>;
}
