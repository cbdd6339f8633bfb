use super::{MemoryStore, State};
use crate::ports::AuditLog;
use async_trait::async_trait;
use hitkey_kernel::{AuditEntry, AuditRecord, Page, PageRequest, StoreError, UserId};

#[async_trait]
impl AuditLog for MemoryStore {
    async fn record(&self, record: AuditRecord) -> Result<(), StoreError> {
        self.state().record(record);
        Ok(())
    }

    async fn of_person(&self, user: UserId, request: PageRequest) -> Result<Page<AuditEntry>, StoreError> {
        Ok(self.state().trail.page(|entry| entry.person == Some(user), request))
    }
}

impl State {
    pub(super) fn record(&mut self, record: AuditRecord) {
        self.outbox.extend(self.trail.record(record));
    }
}
