use crate::{ApiClient, ApiClientField, ApiClientOwner, AssignableRole, PermissionKey, Project, Role};
use hitkey_kernel::{
    About, ApiClientId, AuditTarget, EmailAddress, InviteId, MemberId, PermissionId, ProjectId, UserId,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What can happen in a project and matters for security. See [`hitkey_kernel::Event`].
///
/// What has a `user` stands in that person's own activity too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", content = "details")]
pub enum Event {
    /// Somebody made a project.
    #[serde(rename = "project.created")]
    ProjectCreated {
        /// Who: its owner.
        user: UserId,
        /// Which.
        project: ProjectId,
        /// Whether everybody may see and join it.
        is_public: bool,
    },
    /// A project was changed.
    #[serde(rename = "project.changed")]
    ProjectChanged {
        /// Which.
        project: ProjectId,
        /// Which parts; not to what.
        fields: Vec<ProjectField>,
        /// Whether everybody may see and join it from then on.
        is_public: bool,
    },
    /// A project was ended with everything in it.
    #[serde(rename = "project.deleted")]
    ProjectDeleted {
        /// Who: its owner.
        user: UserId,
        /// Which.
        project: ProjectId,
    },
    /// A project was given away.
    #[serde(rename = "project.transferred")]
    ProjectTransferred {
        /// To whom.
        user: UserId,
        /// Which.
        project: ProjectId,
        /// By whom: an admin from then on.
        from: UserId,
    },
    /// Somebody joined a public project.
    #[serde(rename = "member.joined")]
    MemberJoined {
        /// Who.
        user: UserId,
        /// Which project.
        project: ProjectId,
        /// Their membership.
        member: MemberId,
    },
    /// Somebody was made a member.
    #[serde(rename = "member.added")]
    MemberAdded {
        /// Who.
        user: UserId,
        /// Which project.
        project: ProjectId,
        /// Their membership.
        member: MemberId,
        /// What they are.
        role: AssignableRole,
        /// What they got besides the default permissions.
        permissions: BTreeSet<PermissionKey>,
    },
    /// Role or permissions of a member changed.
    #[serde(rename = "member.changed")]
    MemberChanged {
        /// Whose.
        user: UserId,
        /// Which project.
        project: ProjectId,
        /// Their membership.
        member: MemberId,
        /// What they were.
        was: Role,
        /// What they are from then on, if that was changed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<AssignableRole>,
        /// All their permissions from then on, if those were changed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        permissions: Option<BTreeSet<PermissionKey>>,
    },
    /// Somebody left a project.
    #[serde(rename = "member.left")]
    MemberLeft {
        /// Who.
        user: UserId,
        /// Which project.
        project: ProjectId,
        /// What they were.
        was: Role,
    },
    /// A member was removed.
    #[serde(rename = "member.removed")]
    MemberRemoved {
        /// Who.
        user: UserId,
        /// Which project.
        project: ProjectId,
        /// Their membership.
        member: MemberId,
        /// What they were.
        was: Role,
    },
    /// A permission was defined.
    #[serde(rename = "permission.created")]
    PermissionCreated {
        /// Which project.
        project: ProjectId,
        /// The permission.
        permission: PermissionId,
        /// What it is checked by.
        key: PermissionKey,
        /// Whether every new member gets it.
        is_default: bool,
    },
    /// A permission was changed.
    #[serde(rename = "permission.changed")]
    PermissionChanged {
        /// Which project.
        project: ProjectId,
        /// The permission.
        permission: PermissionId,
        /// What it was checked by.
        was: PermissionKey,
        /// What it is checked by from then on.
        key: PermissionKey,
        /// Whether every new member gets it from then on.
        is_default: bool,
    },
    /// A permission was removed, and taken from all who had it.
    #[serde(rename = "permission.deleted")]
    PermissionDeleted {
        /// Which project.
        project: ProjectId,
        /// The permission.
        permission: PermissionId,
        /// What it was checked by.
        key: PermissionKey,
    },
    /// Somebody was invited.
    #[serde(rename = "invite.created")]
    InviteCreated {
        /// Into which project.
        project: ProjectId,
        /// The invite.
        invite: InviteId,
        /// What they will be.
        role: AssignableRole,
        /// Who.
        address: EmailAddress,
    },
    /// An invite was withdrawn.
    #[serde(rename = "invite.revoked")]
    InviteRevoked {
        /// Into which project.
        project: ProjectId,
        /// The invite.
        invite: InviteId,
    },
    /// Somebody who was invited became a member.
    #[serde(rename = "invite.accepted")]
    InviteAccepted {
        /// Who.
        user: UserId,
        /// Which project.
        project: ProjectId,
        /// Their membership.
        member: MemberId,
    },
    /// An API client was made.
    #[serde(rename = "api_client.created")]
    ApiClientCreated {
        /// Whose, if it is a person's.
        user: Option<UserId>,
        /// Whose, if it is a team's.
        project: Option<ProjectId>,
        /// Which.
        api_client: ApiClientId,
        /// What it may reach, and as what.
        grants: BTreeMap<ProjectId, AssignableRole>,
    },
    /// An API client was changed.
    #[serde(rename = "api_client.changed")]
    ApiClientChanged {
        /// Whose, if it is a person's.
        user: Option<UserId>,
        /// Whose, if it is a team's.
        project: Option<ProjectId>,
        /// Which.
        api_client: ApiClientId,
        /// Which parts.
        fields: Vec<ApiClientField>,
        /// What it may reach from then on, and as what.
        grants: BTreeMap<ProjectId, AssignableRole>,
    },
    /// An API client got a new token.
    #[serde(rename = "api_client.rotated")]
    ApiClientRotated {
        /// Whose, if it is a person's.
        user: Option<UserId>,
        /// Whose, if it is a team's.
        project: Option<ProjectId>,
        /// Which.
        api_client: ApiClientId,
        /// For how many seconds the old token stayed good.
        overlap_seconds: u64,
    },
    /// An API client was removed.
    #[serde(rename = "api_client.deleted")]
    ApiClientDeleted {
        /// Whose, if it is a person's.
        user: Option<UserId>,
        /// Whose, if it is a team's.
        project: Option<ProjectId>,
        /// Which.
        api_client: ApiClientId,
    },
}

/// A part of a project that can be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProjectField {
    /// What it is called.
    Name,
    /// The few words about it.
    Description,
    /// Whether it is open to everybody.
    IsPublic,
}

impl ProjectField {
    /// In what two states of one project differ.
    pub(crate) fn differences(before: &Project, after: &Project) -> Vec<Self> {
        [
            (Self::Name, before.name != after.name),
            (Self::Description, before.description != after.description),
            (Self::IsPublic, before.is_public != after.is_public),
        ]
        .into_iter()
        .filter_map(|(field, differs)| differs.then_some(field))
        .collect()
    }
}

impl hitkey_kernel::Event for Event {
    fn about(&self) -> About {
        About { person: self.person(), project: self.project(), target: self.target() }
    }
}

impl Event {
    fn person(&self) -> Option<UserId> {
        match self {
            Self::ProjectCreated { user, .. }
            | Self::ProjectDeleted { user, .. }
            | Self::ProjectTransferred { user, .. }
            | Self::MemberJoined { user, .. }
            | Self::MemberAdded { user, .. }
            | Self::MemberChanged { user, .. }
            | Self::MemberLeft { user, .. }
            | Self::MemberRemoved { user, .. }
            | Self::InviteAccepted { user, .. } => Some(*user),
            Self::ApiClientCreated { user, .. }
            | Self::ApiClientChanged { user, .. }
            | Self::ApiClientRotated { user, .. }
            | Self::ApiClientDeleted { user, .. } => *user,
            Self::ProjectChanged { .. }
            | Self::PermissionCreated { .. }
            | Self::PermissionChanged { .. }
            | Self::PermissionDeleted { .. }
            | Self::InviteCreated { .. }
            | Self::InviteRevoked { .. } => None,
        }
    }

    fn project(&self) -> Option<ProjectId> {
        match self {
            Self::ProjectCreated { project, .. }
            | Self::ProjectChanged { project, .. }
            | Self::ProjectDeleted { project, .. }
            | Self::ProjectTransferred { project, .. }
            | Self::MemberJoined { project, .. }
            | Self::MemberAdded { project, .. }
            | Self::MemberChanged { project, .. }
            | Self::MemberLeft { project, .. }
            | Self::MemberRemoved { project, .. }
            | Self::PermissionCreated { project, .. }
            | Self::PermissionChanged { project, .. }
            | Self::PermissionDeleted { project, .. }
            | Self::InviteCreated { project, .. }
            | Self::InviteRevoked { project, .. }
            | Self::InviteAccepted { project, .. } => Some(*project),
            Self::ApiClientCreated { project, .. }
            | Self::ApiClientChanged { project, .. }
            | Self::ApiClientRotated { project, .. }
            | Self::ApiClientDeleted { project, .. } => *project,
        }
    }

    fn target(&self) -> Option<AuditTarget> {
        match self {
            Self::MemberJoined { member, .. }
            | Self::MemberAdded { member, .. }
            | Self::MemberChanged { member, .. }
            | Self::MemberRemoved { member, .. }
            | Self::InviteAccepted { member, .. } => Some((*member).into()),
            Self::PermissionCreated { permission, .. }
            | Self::PermissionChanged { permission, .. }
            | Self::PermissionDeleted { permission, .. } => Some((*permission).into()),
            Self::InviteCreated { invite, .. } | Self::InviteRevoked { invite, .. } => Some((*invite).into()),
            Self::ApiClientCreated { api_client, .. }
            | Self::ApiClientChanged { api_client, .. }
            | Self::ApiClientRotated { api_client, .. }
            | Self::ApiClientDeleted { api_client, .. } => Some((*api_client).into()),
            Self::ProjectCreated { .. }
            | Self::ProjectChanged { .. }
            | Self::ProjectDeleted { .. }
            | Self::ProjectTransferred { .. }
            | Self::MemberLeft { .. } => None,
        }
    }
}

/// What happens to API clients, of people and of teams alike.
impl Event {
    pub(crate) fn api_client_created(client: &ApiClient) -> Self {
        let (user, project) = client.owner.apart();
        Self::ApiClientCreated { user, project, api_client: client.id, grants: roles(client) }
    }

    pub(crate) fn api_client_changed(client: &ApiClient, fields: Vec<ApiClientField>) -> Self {
        let (user, project) = client.owner.apart();
        Self::ApiClientChanged { user, project, api_client: client.id, fields, grants: roles(client) }
    }

    pub(crate) fn api_client_rotated(client: &ApiClient, overlap_seconds: u64) -> Self {
        let (user, project) = client.owner.apart();
        Self::ApiClientRotated { user, project, api_client: client.id, overlap_seconds }
    }

    pub(crate) fn api_client_deleted(owner: ApiClientOwner, api_client: ApiClientId) -> Self {
        let (user, project) = owner.apart();
        Self::ApiClientDeleted { user, project, api_client }
    }
}

fn roles(client: &ApiClient) -> BTreeMap<ProjectId, AssignableRole> {
    client.grants.iter().map(|(project, grant)| (*project, grant.role)).collect()
}
