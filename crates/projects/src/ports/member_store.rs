use crate::{AssignableRole, Member, PermissionKey, Standing, Teammate, Warrant};
use async_trait::async_trait;
use hitkey_kernel::{AuditRecord, MemberId, Page, PageRequest, ProjectId, StoreError, Timestamp, UserId};
use std::collections::BTreeSet;

/// Keeps who belongs to which project. See the [module](crate::ports) for what holds of every method.
///
/// Whoever becomes a member, in whichever way, MUST get the permissions that are the project's default
/// ones at that moment, and a person is a member of a project at most once.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait]
pub trait MemberStore: Send + Sync {
    /// One member of the project, and who it is.
    async fn find(&self, project: ProjectId, member: MemberId) -> Result<Option<Teammate>, StoreError>;

    /// The membership of a person in the project.
    async fn find_user(&self, project: ProjectId, user: UserId) -> Result<Option<Teammate>, StoreError>;

    /// The members of the project and who they are, the oldest membership first.
    async fn list(&self, project: ProjectId, page: PageRequest) -> Result<Page<Teammate>, StoreError>;

    /// Makes a person a plain member of a public project by their own will. MUST do nothing unless the
    /// project still is public and the person is no member.
    async fn join(&self, command: JoinProject) -> Result<JoinOutcome, StoreError>;

    /// Makes a person a member, with `permissions` besides the default ones. MUST do nothing unless
    /// `by` still holds, the person exists and is no member, and the project has every one of the
    /// permissions.
    async fn add(&self, command: AddMember) -> Result<AddMemberOutcome, StoreError>;

    /// Changes role and permissions of a member. MUST do nothing unless `by` and `seen` still hold and
    /// the project has every one of the permissions. MUST tell *updated* with the member as it is then.
    async fn update(&self, command: UpdateMember) -> Result<UpdateMemberOutcome, StoreError>;

    /// Removes a member, and the project's invites to any address that this person has proved to own,
    /// so that they don't come back by an old one. If the project is private, MUST also end what they
    /// allowed its clients, in the same transaction. MUST do nothing and tell `false` unless `by` and
    /// `seen` still hold, and nothing to the owner.
    async fn remove(&self, command: RemoveMember) -> Result<bool, StoreError>;

    /// Ends a person's own membership, and what they allowed the clients of a private project with it. MUST do nothing and tell `false` unless `by` still holds, and
    /// nothing to the owner.
    async fn leave(&self, command: LeaveProject) -> Result<bool, StoreError>;
}

/// For [`MemberStore::join`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinProject {
    /// Which project.
    pub project: ProjectId,
    /// Names the membership.
    pub member: MemberId,
    /// Who joins.
    pub user: UserId,
    /// The instant of the command.
    pub now: Timestamp,
    /// What the audit log keeps of it.
    pub audit: AuditRecord,
}

/// What became of a [`JoinProject`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JoinOutcome {
    /// Done.
    Joined(Member),
    /// The person is a member.
    AlreadyMember,
    /// The project is private, or the project or the person is gone.
    Stale,
}

/// For [`MemberStore::add`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddMember {
    /// Which project.
    pub project: ProjectId,
    /// Who adds them.
    pub by: Warrant,
    /// Names the membership.
    pub member: MemberId,
    /// Who becomes a member.
    pub user: UserId,
    /// What they are from now on.
    pub role: AssignableRole,
    /// What they get besides the default permissions.
    pub permissions: BTreeSet<PermissionKey>,
    /// The instant of the command.
    pub now: Timestamp,
    /// What the audit log keeps of it.
    pub audit: AuditRecord,
}

/// What became of an [`AddMember`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddMemberOutcome {
    /// Done.
    Added(Member),
    /// The person is a member.
    AlreadyMember,
    /// The project has no permission of one of the keys.
    UnknownPermission,
    /// Who adds them no longer stands as they did, or somebody is gone.
    Stale,
}

/// For [`MemberStore::update`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdateMember {
    /// Which project.
    pub project: ProjectId,
    /// Who changes it.
    pub by: Warrant,
    /// Which member.
    pub member: MemberId,
    /// Who that was seen to be, and with which role.
    pub seen: Standing,
    /// Their role from now on; as it is when `None`.
    pub role: Option<AssignableRole>,
    /// All their permissions from now on; as they are when `None`.
    pub permissions: Option<BTreeSet<PermissionKey>>,
    /// What the audit log keeps of it.
    pub audit: AuditRecord,
}

/// What became of an [`UpdateMember`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UpdateMemberOutcome {
    /// Done.
    Updated(Member),
    /// The project has no permission of one of the keys.
    UnknownPermission,
    /// One of the two no longer stands as they did.
    Stale,
}

/// For [`MemberStore::remove`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoveMember {
    /// Which project.
    pub project: ProjectId,
    /// Who removes them.
    pub by: Warrant,
    /// Which member.
    pub member: MemberId,
    /// Who that was seen to be, and with which role.
    pub seen: Standing,
    /// What the audit log keeps of it.
    pub audit: AuditRecord,
}

/// For [`MemberStore::leave`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaveProject {
    /// Which project.
    pub project: ProjectId,
    /// Who leaves.
    pub by: Standing,
    /// What the audit log keeps of it.
    pub audit: AuditRecord,
}
