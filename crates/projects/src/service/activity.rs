use super::Environment;
use super::guard::AuthorizeError;
use crate::{Action, Caller, Slug};
use hitkey_kernel::{AuditEntry, Page, PageRequest};
use std::sync::Arc;

/// Seeing what happened in a project.
#[derive(Debug, Clone)]
pub struct Activity {
    env: Arc<Environment>,
}

impl Activity {
    pub(super) fn new(env: Arc<Environment>) -> Self {
        Self { env }
    }

    /// A page of what happened in the project, the latest first. Where people were when they acted is told
    /// to them alone.
    ///
    /// # Errors
    /// [`AuthorizeError`].
    pub async fn of(
        &self,
        slug: &Slug,
        caller: impl Into<Caller>,
        page: PageRequest,
    ) -> Result<Page<AuditEntry>, AuthorizeError> {
        let caller = caller.into();
        let entitled = self.env.entitle(slug, &caller, Action::SeeActivity).await?;
        let page = self.env.audit.of_project(entitled.project.id, page).await?;
        Ok(page.map(|entry| discreet(entry, &caller)))
    }
}

/// A program is told where nobody was.
fn discreet(entry: AuditEntry, reader: &Caller) -> AuditEntry {
    match (entry.actor, reader) {
        (Some(actor), Caller::Person(user)) if actor == *user => entry,
        _ => AuditEntry { ip: None, user_agent: None, ..entry },
    }
}
