use super::Members;
use crate::ports::{AddMember, AddMemberOutcome};
use crate::service::guard::{from_authorize_error, settle};
use crate::{Action, Agent, Event, NewMember, Refusal, Slug, Teammate};
use hitkey_kernel::{MemberId, StoreError};

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
        by: impl Into<Agent>,
        new: &NewMember,
    ) -> Result<Teammate, AddMemberError> {
        let by = by.into();
        settle!(self.try_add(slug, &by, new))
    }

    async fn try_add(
        &self,
        slug: &Slug,
        by: &Agent,
        new: &NewMember,
    ) -> Result<Option<Teammate>, AddMemberError> {
        let found = self.env.entitle(slug, &by.caller, Action::AddMember(new.role)).await?;
        let person = self.env.people.find_by_email(&new.email).await?;
        let person = person.ok_or(AddMemberError::UserNotFound)?;
        let now = self.env.now();
        let (project, user, role) = (found.project.id, person.id, new.role);
        let member = MemberId::generate(now, self.env.ambient.random());
        let permissions = new.permissions.clone();
        let event = Event::MemberAdded { user, project, member, role, permissions: permissions.clone() };
        let audit = self.env.record(&event, by, now);
        let command = AddMember { project, by: found.by, member, user, role, permissions, now, audit };
        match self.env.members.add(command).await? {
            AddMemberOutcome::Added(member) => Ok(Some(Teammate { member, person })),
            AddMemberOutcome::AlreadyMember => Err(AddMemberError::AlreadyMember),
            AddMemberOutcome::UnknownPermission => Err(AddMemberError::PermissionNotFound),
            AddMemberOutcome::Stale => Ok(None),
        }
    }
}
