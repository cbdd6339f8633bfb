use super::Members;
use crate::ports::{JoinOutcome, JoinProject, LeaveProject};
use crate::service::guard::{from_authorize_error, settle};
use crate::{Action, Event, Member, Refusal, Slug};
use hitkey_kernel::{Actor, MemberId, StoreError};

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
    pub async fn join(&self, slug: &Slug, by: &Actor) -> Result<Member, JoinProjectError> {
        settle!(self.try_join(slug, by))
    }

    async fn try_join(&self, slug: &Slug, by: &Actor) -> Result<Option<Member>, JoinProjectError> {
        let user = by.user;
        let visit = self.env.visit(slug, user).await?;
        visit.permits(Action::Join { is_public: visit.project.is_public })?;
        let now = self.env.now();
        let member = MemberId::generate(now, self.env.ambient.random());
        let project = visit.project.id;
        let audit = self.env.record(&Event::MemberJoined { user, project, member }, by, now);
        let command = JoinProject { project, member, user, now, audit };
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
    pub async fn leave(&self, slug: &Slug, by: &Actor) -> Result<(), LeaveProjectError> {
        settle!(self.try_leave(slug, by))
    }

    async fn try_leave(&self, slug: &Slug, by: &Actor) -> Result<Option<()>, LeaveProjectError> {
        let visit = self.env.visit(slug, by.user).await?;
        let standing = visit.entitled_member(Action::Leave)?;
        let project = visit.project.id;
        let event = Event::MemberLeft { user: by.user, project, was: standing.role };
        let audit = self.env.record(&event, by, self.env.now());
        let command = LeaveProject { project, by: standing, audit };
        Ok(self.env.members.leave(command).await?.then_some(()))
    }
}
