mod accept;
mod send;

use super::Environment;
use super::guard::{AuthorizeError, from_authorize_error, settle};
use crate::ports::RevokeInvite;
use crate::{Action, Agent, Caller, Event, Invite, Refusal, Slug};
use hitkey_kernel::{InviteId, Page, PageRequest, StoreError};
use std::sync::Arc;

pub use accept::{AcceptInviteError, AcceptedInvite, FindInviteError};
pub use send::CreateInviteError;

/// Inviting people by mail.
#[derive(Debug, Clone)]
pub struct Invites {
    env: Arc<Environment>,
}

/// An invite can't be withdrawn.
#[derive(Debug, thiserror::Error)]
pub enum RevokeInviteError {
    /// There is no such project, or no such invite into it.
    #[error("no such invite")]
    NotFound,
    /// The person may not do this.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

from_authorize_error!(RevokeInviteError);

impl Invites {
    pub(super) fn new(env: Arc<Environment>) -> Self {
        Self { env }
    }

    /// A page of the invites into the project that were not accepted, expired ones included, the oldest first.
    ///
    /// # Errors
    /// [`AuthorizeError`].
    pub async fn list(
        &self,
        slug: &Slug,
        caller: impl Into<Caller>,
        page: PageRequest,
    ) -> Result<Page<Invite>, AuthorizeError> {
        let entitled = self.env.entitle(slug, caller, Action::ManageInvites).await?;
        Ok(self.env.invites.list(entitled.project.id, page).await?)
    }

    /// Withdraws an invite. The mailed link is dead at once.
    ///
    /// # Errors
    /// [`RevokeInviteError`].
    pub async fn revoke(
        &self,
        slug: &Slug,
        by: impl Into<Agent>,
        invite: InviteId,
    ) -> Result<(), RevokeInviteError> {
        let by = by.into();
        settle!(self.try_revoke(slug, &by, invite))
    }

    async fn try_revoke(
        &self,
        slug: &Slug,
        by: &Agent,
        invite: InviteId,
    ) -> Result<Option<()>, RevokeInviteError> {
        let found = self.env.entitle(slug, &by.caller, Action::ManageInvites).await?;
        let project = found.project.id;
        if !self.env.invites.exists(project, invite).await? {
            return Err(RevokeInviteError::NotFound);
        }
        let audit = self.env.record(&Event::InviteRevoked { project, invite }, by, self.env.now());
        let command = RevokeInvite { project, by: found.by, invite, audit };
        Ok(self.env.invites.revoke(command).await?.then_some(()))
    }
}
