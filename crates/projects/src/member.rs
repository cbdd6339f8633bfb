use crate::{AssignableRole, PermissionKey, Role, Standing};
use hitkey_kernel::{Cursor, EmailAddress, MemberId, ProjectId, Timestamp, UserId};
use std::collections::BTreeSet;

/// One person's membership in one project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Names the membership.
    pub id: MemberId,
    /// Where.
    pub project: ProjectId,
    /// Who.
    pub user: UserId,
    /// What they are there.
    pub role: Role,
    /// The project's permissions that they have.
    pub permissions: BTreeSet<PermissionKey>,
    /// Since when.
    pub created_at: Timestamp,
}

impl Member {
    /// Where it stands in a list.
    pub fn place(&self) -> Cursor {
        Cursor::new(self.created_at, self.id.uuid())
    }

    /// Who they are and what.
    pub fn standing(&self) -> Standing {
        Standing { user: self.user, role: self.role }
    }
}

/// What a project may know of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The person.
    pub id: UserId,
    /// Their default address.
    pub email: EmailAddress,
    /// What they want to be called.
    pub display_name: Option<String>,
}

/// A member, and the person behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Teammate {
    /// The membership.
    pub member: Member,
    /// The person.
    pub person: Person,
}

/// Whom somebody wants to make a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMember {
    /// An address that the person has proved to own.
    pub email: EmailAddress,
    /// What they will be.
    pub role: AssignableRole,
    /// What they get besides the default permissions.
    pub permissions: BTreeSet<PermissionKey>,
}

/// A change of some parts of a [`Member`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MemberChange {
    /// What they are from now on.
    pub role: Option<AssignableRole>,
    /// All the permissions that they have from now on.
    pub permissions: Option<BTreeSet<PermissionKey>>,
}
