use super::Members;
use crate::ports::{RemoveMember, UpdateMember, UpdateMemberOutcome};
use crate::service::AuthorizeError;
use crate::service::guard::{from_authorize_error, settle};
use crate::{
    Action, Agent, Caller, Event, Member, MemberChange, Refusal, Slug, Standing, Teammate, Visit, Warrant,
};
use hitkey_kernel::{MemberId, StoreError};

/// A member can't be changed.
#[derive(Debug, thiserror::Error)]
pub enum UpdateMemberError {
    /// There is no such project, or no such member of it.
    #[error("no such member")]
    NotFound,
    /// The person may not do this.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The project has no permission of one of the keys.
    #[error("no such permission")]
    PermissionNotFound,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A member can't be removed.
#[derive(Debug, thiserror::Error)]
pub enum RemoveMemberError {
    /// There is no such project, or no such member of it.
    #[error("no such member")]
    NotFound,
    /// The person may not do this.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

from_authorize_error!(UpdateMemberError, RemoveMemberError);

/// Who wants to change whom.
struct Encounter {
    visit: Visit,
    warrant: Warrant,
    other: Teammate,
}

impl Members {
    /// Changes role or permissions of a member, or both, and returns the member as it is then. Nothing
    /// changes when one of the two is refused.
    ///
    /// # Errors
    /// [`UpdateMemberError`].
    pub async fn update(
        &self,
        slug: &Slug,
        by: impl Into<Agent>,
        member: MemberId,
        change: &MemberChange,
    ) -> Result<Teammate, UpdateMemberError> {
        let by = by.into();
        settle!(self.try_update(slug, &by, member, change))
    }

    async fn try_update(
        &self,
        slug: &Slug,
        by: &Agent,
        id: MemberId,
        change: &MemberChange,
    ) -> Result<Option<Teammate>, UpdateMemberError> {
        let Encounter { visit, warrant, other } = self.encounter(slug, &by.caller, id).await?;
        let seen = other.member.standing();
        check(&visit, seen, change)?;
        if is_so(&other.member, change) {
            return Ok(Some(other));
        }
        let audit = self.env.record(&changed(&other.member, change), by, self.env.now());
        let command = UpdateMember {
            project: visit.project.id,
            by: warrant,
            member: id,
            seen,
            role: change.role,
            permissions: change.permissions.clone(),
            audit,
        };
        match self.env.members.update(command).await? {
            UpdateMemberOutcome::Updated(member) => Ok(Some(Teammate { member, ..other })),
            UpdateMemberOutcome::UnknownPermission => Err(UpdateMemberError::PermissionNotFound),
            UpdateMemberOutcome::Stale => Ok(None),
        }
    }

    /// Makes a member leave. Invites to their addresses go too.
    ///
    /// # Errors
    /// [`RemoveMemberError`].
    pub async fn remove(
        &self,
        slug: &Slug,
        by: impl Into<Agent>,
        member: MemberId,
    ) -> Result<(), RemoveMemberError> {
        let by = by.into();
        settle!(self.try_remove(slug, &by, member))
    }

    async fn try_remove(
        &self,
        slug: &Slug,
        by: &Agent,
        id: MemberId,
    ) -> Result<Option<()>, RemoveMemberError> {
        let Encounter { visit, warrant, other } = self.encounter(slug, &by.caller, id).await?;
        let (project, member) = (visit.project.id, id);
        let seen = other.member.standing();
        visit.permits(Action::RemoveMember(seen))?;
        let event = Event::MemberRemoved { user: seen.user, project, member, was: seen.role };
        let audit = self.env.record(&event, by, self.env.now());
        let command = RemoveMember { project, by: warrant, member, seen, audit };
        Ok(self.env.members.remove(command).await?.then_some(()))
    }

    /// Who is a member is for members only to know.
    async fn encounter(
        &self,
        slug: &Slug,
        caller: &Caller,
        member: MemberId,
    ) -> Result<Encounter, AuthorizeError> {
        let visit = self.env.visit(slug, caller).await?;
        let warrant = visit.entitled(Action::ListMembers)?;
        let other = self.env.members.find(visit.project.id, member).await?;
        Ok(Encounter { visit, warrant, other: other.ok_or(AuthorizeError::NotFound)? })
    }
}

/// A change of nothing asks for the right to change permissions.
fn check(visit: &Visit, of: Standing, change: &MemberChange) -> Result<(), Refusal> {
    if let Some(to) = change.role {
        visit.permits(Action::ChangeRole { of, to })?;
    }
    if change.permissions.is_some() || change.role.is_none() {
        visit.permits(Action::ChangePermissions(of))?;
    }
    Ok(())
}

/// Whether the change asks for what is so already.
fn is_so(member: &Member, change: &MemberChange) -> bool {
    change.role.is_none_or(|role| role.role() == member.role)
        && change.permissions.as_ref().is_none_or(|permissions| *permissions == member.permissions)
}

fn changed(member: &Member, change: &MemberChange) -> Event {
    Event::MemberChanged {
        user: member.user,
        project: member.project,
        member: member.id,
        was: member.role,
        role: change.role,
        permissions: change.permissions.clone(),
    }
}
