//! Who may do what in a project: all of it, here, and nothing but it.
//!
//! Pure: no store is asked. Whoever acts on an answer hands the [`Standing`]s that it was given for to the
//! command, which does nothing when they are no longer so.

use crate::{AssignableRole, Role, Standing, Warrant};
use hitkey_kernel::{ApiClientId, UserId};

/// Who wants to act, and what they are in the project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub who: Who,
    /// Their role; `None` for whoever is not a member.
    pub role: Option<Role>,
    /// As what they act at most; `None` for whoever acts in person.
    pub ceiling: Option<AssignableRole>,
}

/// Who it is that acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// A person, in person or by an API client of theirs.
    Person(UserId),
    /// An API client of the project's team.
    Team(ApiClientId),
}

impl Actor {
    /// A person who acts in person.
    pub const fn new(user: UserId, role: Option<Role>) -> Self {
        Self { who: Who::Person(user), role, ceiling: None }
    }

    /// An API client of the project's team that was granted this role.
    pub const fn of_team(client: ApiClientId, role: AssignableRole) -> Self {
        Self { who: Who::Team(client), role: Some(role.role()), ceiling: Some(role) }
    }

    /// What they are in the project, if they are somebody there.
    pub fn standing(self) -> Option<Standing> {
        match self.who {
            Who::Person(user) => self.role.map(|role| Standing { user, role }),
            Who::Team(_) => None,
        }
    }

    /// As what they act there, if anything.
    pub fn acting(self) -> Option<Role> {
        self.role.map(|role| self.ceiling.map_or(role, |ceiling| role.at_most(ceiling)))
    }

    /// By what right they act there, if by any.
    pub fn warrant(self) -> Option<Warrant> {
        match (self.who, self.ceiling) {
            (Who::Team(client), Some(role)) => Some(Warrant::Team { client, role }),
            _ => self.standing().map(Warrant::Member),
        }
    }

    fn is(self, member: Standing) -> bool {
        self.who == Who::Person(member.user)
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
    /// Look at, change and end the team's API clients.
    ManageApiClients,
    /// Let an API client of the team act in this role, and see its token.
    GrantApiClient(AssignableRole),
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
    match (action, actor.acting()) {
        (Action::See { is_public }, role) => may_see(is_public, role),
        (Action::Join { is_public }, role) => may_join(is_public, role),
        (action, Some(role)) => may_as_member(actor, role, action),
        (_, None) => Err(Refusal::NotMember),
    }
}

fn may_see(is_public: bool, role: Option<Role>) -> Result<(), Refusal> {
    if is_public || role.is_some() { Ok(()) } else { Err(Refusal::Hidden) }
}

fn may_join(is_public: bool, role: Option<Role>) -> Result<(), Refusal> {
    match (is_public, role) {
        (_, Some(_)) => Err(Refusal::AlreadyMember),
        (true, None) => Ok(()),
        (false, None) => Err(Refusal::ProjectPrivate),
    }
}

fn may_as_member(actor: Actor, role: Role, action: Action) -> Result<(), Refusal> {
    match action {
        Action::See { .. } | Action::ListMembers => Ok(()),
        Action::Join { .. } => Err(Refusal::AlreadyMember),
        Action::Leave => may_leave(actor),
        Action::DeleteProject => only_owner(role),
        Action::TransferTo(member) => may_transfer(actor, role, member),
        Action::UpdateProject
        | Action::ManagePermissions
        | Action::ManageClients
        | Action::ManageInvites
        | Action::ManageApiClients
        | Action::SeeActivity => may_manage(role),
        Action::AddMember(given) | Action::Invite(given) | Action::GrantApiClient(given) => {
            may_assign(role, given)
        }
        Action::ChangeRole { of, to } => may_change_role(actor, role, of).and_then(|()| may_assign(role, to)),
        Action::ChangePermissions(of) => may_change_permissions(actor, role, of),
        Action::RemoveMember(of) => may_change_role(actor, role, of),
    }
}

/// Who acts as less than the owner is the owner still.
fn may_leave(actor: Actor) -> Result<(), Refusal> {
    if actor.role == Some(Role::Owner) { Err(Refusal::OwnerCannotLeave) } else { Ok(()) }
}

fn only_owner(role: Role) -> Result<(), Refusal> {
    if role == Role::Owner { Ok(()) } else { Err(Refusal::Forbidden) }
}

fn may_manage(role: Role) -> Result<(), Refusal> {
    if role == Role::Member { Err(Refusal::Forbidden) } else { Ok(()) }
}

fn may_transfer(actor: Actor, role: Role, to: Standing) -> Result<(), Refusal> {
    only_owner(role)?;
    if actor.is(to) { Err(Refusal::CannotTransferToSelf) } else { Ok(()) }
}

fn may_assign(actor: Role, role: AssignableRole) -> Result<(), Refusal> {
    may_manage(actor)?;
    match (actor, role) {
        (Role::Owner, _) | (_, AssignableRole::Member) => Ok(()),
        (_, AssignableRole::Admin) => Err(Refusal::OnlyOwnerAssignsAdmin),
    }
}

/// The ladder: nobody moves themself or the owner, and an admin moves plain members only.
fn may_change_role(actor: Actor, role: Role, of: Standing) -> Result<(), Refusal> {
    if actor.is(of) {
        return Err(Refusal::CannotChangeOwnRole);
    }
    may_manage(role)?;
    match (role, of.role) {
        (_, Role::Owner) => Err(Refusal::CannotChangeOwnerRole),
        (Role::Admin, Role::Admin) => Err(Refusal::AdminCannotEditAdmin),
        _ => Ok(()),
    }
}

/// As far down the ladder as with roles, and everybody's own who manages at all.
fn may_change_permissions(actor: Actor, role: Role, of: Standing) -> Result<(), Refusal> {
    may_manage(role)?;
    if actor.is(of) || role == Role::Owner || of.role == Role::Member {
        Ok(())
    } else {
        Err(Refusal::AdminCannotEditAdmin)
    }
}
