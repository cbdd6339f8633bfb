mod add;
mod come_and_go;
mod edit;

use super::Environment;
use super::guard::AuthorizeError;
use crate::{Action, Caller, Slug, Teammate};
use hitkey_kernel::{Page, PageRequest};
use std::sync::Arc;

pub use add::AddMemberError;
pub use come_and_go::{JoinProjectError, LeaveProjectError};
pub use edit::{RemoveMemberError, UpdateMemberError};

/// Belonging to a project.
#[derive(Debug, Clone)]
pub struct Members {
    env: Arc<Environment>,
}

impl Members {
    pub(super) fn new(env: Arc<Environment>) -> Self {
        Self { env }
    }

    /// A page of the members of the project and who they are, the oldest membership first.
    ///
    /// # Errors
    /// [`AuthorizeError`].
    pub async fn list(
        &self,
        slug: &Slug,
        caller: impl Into<Caller>,
        page: PageRequest,
    ) -> Result<Page<Teammate>, AuthorizeError> {
        let entitled = self.env.entitle(slug, caller, Action::ListMembers).await?;
        Ok(self.env.members.list(entitled.project.id, page).await?)
    }
}
