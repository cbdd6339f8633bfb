use super::MemoryStore;
use crate::ports::AuditLog;
use async_trait::async_trait;
use hitkey_kernel::{AuditEntry, Page, PageRequest, ProjectId, StoreError};

#[async_trait]
impl AuditLog for MemoryStore {
    async fn of_project(
        &self,
        project: ProjectId,
        request: PageRequest,
    ) -> Result<Page<AuditEntry>, StoreError> {
        Ok(self.state().trail.page(|entry| entry.project == Some(project), request))
    }
}
