use super::Members;
use crate::ports::{RemoveMember, UpdateMember, UpdateMemberOutcome};
use crate::service::AuthorizeError;
use crate::service::guard::{from_authorize_error, settle};
use crate::{Action, MemberChange, Refusal, Slug, Standing, Teammate, Visit};
use hitkey_kernel::{MemberId, StoreError, UserId};

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
    by: Standing,
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
        caller: UserId,
        member: MemberId,
        change: &MemberChange,
    ) -> Result<Teammate, UpdateMemberError> {
        settle!(self.try_update(slug, caller, member, change))
    }

    async fn try_update(
        &self,
        slug: &Slug,
        caller: UserId,
        id: MemberId,
        change: &MemberChange,
    ) -> Result<Option<Teammate>, UpdateMemberError> {
        let Encounter { visit, by, other } = self.encounter(slug, caller, id).await?;
        let seen = other.member.standing();
        check(&visit, seen, change)?;
        let command = UpdateMember {
            project: visit.project.id,
            by,
            member: id,
            seen,
            role: change.role,
            permissions: change.permissions.clone(),
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
        caller: UserId,
        member: MemberId,
    ) -> Result<(), RemoveMemberError> {
        settle!(self.try_remove(slug, caller, member))
    }

    async fn try_remove(
        &self,
        slug: &Slug,
        caller: UserId,
        id: MemberId,
    ) -> Result<Option<()>, RemoveMemberError> {
        let Encounter { visit, by, other } = self.encounter(slug, caller, id).await?;
        let seen = other.member.standing();
        visit.permits(Action::RemoveMember(seen))?;
        let command = RemoveMember { project: visit.project.id, by, member: id, seen };
        Ok(self.env.members.remove(command).await?.then_some(()))
    }

    /// Who is a member is for members only to know.
    async fn encounter(
        &self,
        slug: &Slug,
        caller: UserId,
        member: MemberId,
    ) -> Result<Encounter, AuthorizeError> {
        let visit = self.env.visit(slug, caller).await?;
        let by = visit.entitled(Action::ListMembers)?;
        let other = self.env.members.find(visit.project.id, member).await?;
        Ok(Encounter { visit, by, other: other.ok_or(AuthorizeError::NotFound)? })
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
