//! Who may do what in a project: all of it, here, and nothing but it.
//!
//! Pure: no store is asked. Whoever acts on an answer hands the [`Standing`]s that it was given for to the
//! command, which does nothing when they are no longer so.

use crate::{AssignableRole, Role, Standing};
use hitkey_kernel::UserId;

/// Who wants to act, and what they are in the project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub user: UserId,
    /// Their role; `None` for whoever is not a member.
    pub role: Option<Role>,
}

impl Actor {
    /// What they are in the project, if anything.
    pub fn standing(self) -> Option<Standing> {
        self.role.map(|role| Standing { user: self.user, role })
    }
}

/// Something that can be done in a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Look at its name and description.
    See {
        /// Whether the project is open to everybody.
        is_public: bool,
    },
    /// Become a member without being asked.
    Join {
        /// Whether the project is open to everybody.
        is_public: bool,
    },
    /// Stop being a member.
    Leave,
    /// Change name, description and visibility.
    UpdateProject,
    /// End it with everything in it.
    DeleteProject,
    /// Make this member the owner.
    TransferTo(Standing),
    /// Look at who belongs to it.
    ListMembers,
    /// Make somebody a member at once.
    AddMember(AssignableRole),
    /// Make a member what they were not.
    ChangeRole {
        /// Whose role.
        of: Standing,
        /// What they shall be.
        to: AssignableRole,
    },
    /// Give and take permissions of this member.
    ChangePermissions(Standing),
    /// Make this member leave.
    RemoveMember(Standing),
    /// Look at and change which permissions there are.
    ManagePermissions,
    /// Look at and change the project's OAuth clients.
    ManageClients,
    /// Look at and withdraw invites.
    ManageInvites,
    /// Look at who did what there.
    SeeActivity,
    /// Invite somebody.
    Invite(AssignableRole),
}

/// Why somebody may not do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum Refusal {
    /// The project is private: for this person it is not there.
    #[error("no such project")]
    Hidden,
    /// Only members may.
    #[error("you are not a member of this project")]
    NotMember,
    /// The role does not allow it.
    #[error("your role does not allow this")]
    Forbidden,
    /// A private project is not joined without an invite.
    #[error("this project is private")]
    ProjectPrivate,
    /// Whoever is a member can't become one.
    #[error("already a member of this project")]
    AlreadyMember,
    /// The owner has to give the project away first.
    #[error("the owner can't leave the project")]
    OwnerCannotLeave,
    /// The project is theirs already.
    #[error("the project is yours already")]
    CannotTransferToSelf,
    /// An admin has no power over admins and the owner.
    #[error("an admin can't edit an admin")]
    AdminCannotEditAdmin,
    /// Nobody promotes, demotes or removes themself.
    #[error("nobody can change their own role")]
    CannotChangeOwnRole,
    /// The owner stays the owner until they transfer the project.
    #[error("the owner's role can't be changed")]
    CannotChangeOwnerRole,
    /// Only the owner makes admins.
    #[error("only the owner can make somebody an admin")]
    OnlyOwnerAssignsAdmin,
}

impl Refusal {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Hidden,
        Self::NotMember,
        Self::Forbidden,
        Self::ProjectPrivate,
        Self::AlreadyMember,
        Self::OwnerCannotLeave,
        Self::CannotTransferToSelf,
        Self::AdminCannotEditAdmin,
        Self::CannotChangeOwnRole,
        Self::CannotChangeOwnerRole,
        Self::OnlyOwnerAssignsAdmin,
    ];

    /// The code by which the API tells it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Hidden => "NOT_FOUND",
            Self::NotMember => "NOT_PROJECT_MEMBER",
            Self::Forbidden => "FORBIDDEN",
            Self::ProjectPrivate => "PROJECT_PRIVATE",
            Self::AlreadyMember => "ALREADY_MEMBER",
            Self::OwnerCannotLeave => "OWNER_CANNOT_LEAVE",
            Self::CannotTransferToSelf => "CANNOT_TRANSFER_TO_SELF",
            Self::AdminCannotEditAdmin => "ADMIN_CANNOT_EDIT_ADMIN",
            Self::CannotChangeOwnRole => "CANNOT_CHANGE_OWN_ROLE",
            Self::CannotChangeOwnerRole => "CANNOT_CHANGE_OWNER_ROLE",
            Self::OnlyOwnerAssignsAdmin => "ONLY_OWNER_ASSIGNS_ADMIN",
        }
    }
}

/// Whether somebody may do something. The one table of permissions: `tests/snapshots` shows it as text.
///
/// # Errors
/// [`Refusal`]: the first reason against it.
pub fn may(actor: Actor, action: Action) -> Result<(), Refusal> {
    match (action, actor.standing()) {
        (Action::See { is_public }, standing) => may_see(is_public, standing),
        (Action::Join { is_public }, standing) => may_join(is_public, standing),
        (action, Some(standing)) => may_as_member(standing, action),
        (_, None) => Err(Refusal::NotMember),
    }
}

fn may_see(is_public: bool, standing: Option<Standing>) -> Result<(), Refusal> {
    if is_public || standing.is_some() { Ok(()) } else { Err(Refusal::Hidden) }
}

fn may_join(is_public: bool, standing: Option<Standing>) -> Result<(), Refusal> {
    match (is_public, standing) {
        (_, Some(_)) => Err(Refusal::AlreadyMember),
        (true, None) => Ok(()),
        (false, None) => Err(Refusal::ProjectPrivate),
    }
}

fn may_as_member(actor: Standing, action: Action) -> Result<(), Refusal> {
    match action {
        Action::See { .. } | Action::ListMembers => Ok(()),
        Action::Join { .. } => Err(Refusal::AlreadyMember),
        Action::Leave => may_leave(actor.role),
        Action::DeleteProject => only_owner(actor.role),
        Action::TransferTo(member) => may_transfer(actor, member),
        Action::UpdateProject
        | Action::ManagePermissions
        | Action::ManageClients
        | Action::ManageInvites
        | Action::SeeActivity => may_manage(actor.role),
        Action::AddMember(role) | Action::Invite(role) => may_assign(actor.role, role),
        Action::ChangeRole { of, to } => may_change_role(actor, of).and_then(|()| may_assign(actor.role, to)),
        Action::ChangePermissions(of) => may_change_permissions(actor, of),
        Action::RemoveMember(of) => may_change_role(actor, of),
    }
}

fn may_leave(role: Role) -> Result<(), Refusal> {
    if role == Role::Owner { Err(Refusal::OwnerCannotLeave) } else { Ok(()) }
}

fn only_owner(role: Role) -> Result<(), Refusal> {
    if role == Role::Owner { Ok(()) } else { Err(Refusal::Forbidden) }
}

fn may_manage(role: Role) -> Result<(), Refusal> {
    if role == Role::Member { Err(Refusal::Forbidden) } else { Ok(()) }
}

fn may_transfer(actor: Standing, to: Standing) -> Result<(), Refusal> {
    only_owner(actor.role)?;
    if to.user == actor.user { Err(Refusal::CannotTransferToSelf) } else { Ok(()) }
}

fn may_assign(actor: Role, role: AssignableRole) -> Result<(), Refusal> {
    may_manage(actor)?;
    match (actor, role) {
        (Role::Owner, _) | (_, AssignableRole::Member) => Ok(()),
        (_, AssignableRole::Admin) => Err(Refusal::OnlyOwnerAssignsAdmin),
    }
}

/// The ladder: nobody moves themself or the owner, and an admin moves plain members only.
fn may_change_role(actor: Standing, of: Standing) -> Result<(), Refusal> {
    if of.user == actor.user {
        return Err(Refusal::CannotChangeOwnRole);
    }
    may_manage(actor.role)?;
    match (actor.role, of.role) {
        (_, Role::Owner) => Err(Refusal::CannotChangeOwnerRole),
        (Role::Admin, Role::Admin) => Err(Refusal::AdminCannotEditAdmin),
        _ => Ok(()),
    }
}

/// As far down the ladder as with roles, and everybody's own who manages at all.
fn may_change_permissions(actor: Standing, of: Standing) -> Result<(), Refusal> {
    may_manage(actor.role)?;
    let own = of.user == actor.user;
    if own || actor.role == Role::Owner || of.role == Role::Member {
        Ok(())
    } else {
        Err(Refusal::AdminCannotEditAdmin)
    }
}
