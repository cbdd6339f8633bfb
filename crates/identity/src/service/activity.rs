use super::Environment;
use hitkey_kernel::{AuditEntry, Page, PageRequest, StoreError, UserId};
use std::sync::Arc;

/// Seeing what happened to one's account.
#[derive(Debug, Clone)]
pub struct Activity {
    env: Arc<Environment>,
}

impl Activity {
    pub(super) fn new(env: Arc<Environment>) -> Self {
        Self { env }
    }

    /// What the person did and what was done to them, the latest first. Where somebody else was who did it
    /// is not told; where somebody was whom nobody knows, is.
    ///
    /// # Errors
    /// [`StoreError`] when the store failed.
    pub async fn of(&self, user: UserId, request: PageRequest) -> Result<Page<AuditEntry>, StoreError> {
        let page = self.env.audit.of_person(user, request).await?;
        Ok(page.map(|entry| discreet(entry, user)))
    }
}

fn discreet(entry: AuditEntry, reader: UserId) -> AuditEntry {
    match entry.actor {
        Some(actor) if actor != reader => AuditEntry { ip: None, user_agent: None, ..entry },
        _ => entry,
    }
}
