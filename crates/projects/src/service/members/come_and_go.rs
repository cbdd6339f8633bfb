use super::Members;
use crate::ports::{JoinOutcome, JoinProject, LeaveProject};
use crate::service::guard::{Entitled, from_authorize_error, settle};
use crate::{Action, Member, Refusal, Slug};
use hitkey_kernel::{MemberId, StoreError, UserId};

/// Somebody can't join.
#[derive(Debug, thiserror::Error)]
pub enum JoinProjectError {
    /// There is no such project.
    #[error("no such project")]
    NotFound,
    /// The project is private, or the person is a member.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Somebody can't leave.
#[derive(Debug, thiserror::Error)]
pub enum LeaveProjectError {
    /// There is no such project.
    #[error("no such project")]
    NotFound,
    /// The person is its owner, or no member.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

from_authorize_error!(JoinProjectError, LeaveProjectError);

impl Members {
    /// Makes the caller a plain member of a public project.
    ///
    /// # Errors
    /// [`JoinProjectError`].
    pub async fn join(&self, slug: &Slug, caller: UserId) -> Result<Member, JoinProjectError> {
        settle!(self.try_join(slug, caller))
    }

    async fn try_join(&self, slug: &Slug, user: UserId) -> Result<Option<Member>, JoinProjectError> {
        let visit = self.env.visit(slug, user).await?;
        visit.permits(Action::Join { is_public: visit.project.is_public })?;
        let now = self.env.now();
        let member = MemberId::generate(now, self.env.ambient.random());
        let command = JoinProject { project: visit.project.id, member, user, now };
        match self.env.members.join(command).await? {
            JoinOutcome::Joined(member) => Ok(Some(member)),
            JoinOutcome::AlreadyMember => Err(Refusal::AlreadyMember.into()),
            JoinOutcome::Stale => Ok(None),
        }
    }

    /// Ends the caller's own membership.
    ///
    /// # Errors
    /// [`LeaveProjectError`].
    pub async fn leave(&self, slug: &Slug, caller: UserId) -> Result<(), LeaveProjectError> {
        settle!(self.try_leave(slug, caller))
    }

    async fn try_leave(&self, slug: &Slug, caller: UserId) -> Result<Option<()>, LeaveProjectError> {
        let Entitled { project, by } = self.env.entitle(slug, caller, Action::Leave).await?;
        let command = LeaveProject { project: project.id, by };
        Ok(self.env.members.leave(command).await?.then_some(()))
    }
}
