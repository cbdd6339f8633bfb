use super::Projects;
use crate::ports::TransferProject;
use crate::service::guard::{from_authorize_error, settle};
use crate::{Action, Event, Project, Refusal, Role, Slug, Standing};
use hitkey_kernel::{Actor, StoreError, UserId};

/// A project can't be given away.
#[derive(Debug, thiserror::Error)]
pub enum TransferProjectError {
    /// There is no such project.
    #[error("no such project")]
    NotFound,
    /// The person may not do this.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Whoever shall be the owner is not a member.
    #[error("the new owner is not a member of the project")]
    NewOwnerNotMember,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

from_authorize_error!(TransferProjectError);

impl Projects {
    /// Makes another member the owner; the caller, who was it, becomes an admin.
    ///
    /// # Errors
    /// [`TransferProjectError`].
    pub async fn transfer(
        &self,
        slug: &Slug,
        by: &Actor,
        new_owner: UserId,
    ) -> Result<Project, TransferProjectError> {
        settle!(self.try_transfer(slug, by, new_owner))
    }

    async fn try_transfer(
        &self,
        slug: &Slug,
        by: &Actor,
        new_owner: UserId,
    ) -> Result<Option<Project>, TransferProjectError> {
        let visit = self.env.visit(slug, by.user).await?;
        let found = self.env.members.find_user(visit.project.id, new_owner).await?;
        let standing = found.as_ref().map(|found| found.member.standing());
        // Whoever may not give the project away learns nothing about who is in it.
        let stranger = Standing { user: new_owner, role: Role::Member };
        visit.permits(Action::TransferTo(standing.unwrap_or(stranger)))?;
        if standing.is_none() {
            return Err(TransferProjectError::NewOwnerNotMember);
        }
        let (project, from) = (visit.project.id, by.user);
        let event = Event::ProjectTransferred { user: new_owner, project, from };
        let audit = self.env.record(&event, by, self.env.now());
        let command = TransferProject { project, from, to: new_owner, audit };
        let done = self.env.projects.transfer(command).await?;
        Ok(done.then_some(Project { owner: new_owner, ..visit.project }))
    }
}
