use super::Members;
use crate::ports::{AddMember, AddMemberOutcome};
use crate::service::guard::{Entitled, from_authorize_error, settle};
use crate::{Action, NewMember, Refusal, Slug, Teammate};
use hitkey_kernel::{MemberId, StoreError, UserId};

/// Somebody can't be made a member.
#[derive(Debug, thiserror::Error)]
pub enum AddMemberError {
    /// There is no such project.
    #[error("no such project")]
    NotFound,
    /// The person may not do this.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Nobody has proved to own the address.
    #[error("nobody has this address")]
    UserNotFound,
    /// They are a member.
    #[error("already a member of this project")]
    AlreadyMember,
    /// The project has no permission of one of the keys.
    #[error("no such permission")]
    PermissionNotFound,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

from_authorize_error!(AddMemberError);

impl Members {
    /// Makes the person who has an address a member, with the default permissions and those named.
    ///
    /// # Errors
    /// [`AddMemberError`].
    pub async fn add(
        &self,
        slug: &Slug,
        caller: UserId,
        new: &NewMember,
    ) -> Result<Teammate, AddMemberError> {
        settle!(self.try_add(slug, caller, new))
    }

    async fn try_add(
        &self,
        slug: &Slug,
        caller: UserId,
        new: &NewMember,
    ) -> Result<Option<Teammate>, AddMemberError> {
        let Entitled { project, by } = self.env.entitle(slug, caller, Action::AddMember(new.role)).await?;
        let person = self.env.people.find_by_email(&new.email).await?;
        let person = person.ok_or(AddMemberError::UserNotFound)?;
        let now = self.env.now();
        let command = AddMember {
            project: project.id,
            by,
            member: MemberId::generate(now, self.env.ambient.random()),
            user: person.id,
            role: new.role,
            permissions: new.permissions.clone(),
            now,
        };
        match self.env.members.add(command).await? {
            AddMemberOutcome::Added(member) => Ok(Some(Teammate { member, person })),
            AddMemberOutcome::AlreadyMember => Err(AddMemberError::AlreadyMember),
            AddMemberOutcome::UnknownPermission => Err(AddMemberError::PermissionNotFound),
            AddMemberOutcome::Stale => Ok(None),
        }
    }
}
