use hitkey_kernel::{ProjectId, UserId};

/// Who manages a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClientOwner {
    /// A person.
    User(UserId),
    /// A project: its owner and admins.
    Project(ProjectId),
    /// Nobody: it registered itself, and whoever holds its registration token manages it (RFC 7592).
    Nobody,
}

impl ClientOwner {
    /// The person, if it belongs to one.
    pub fn user(self) -> Option<UserId> {
        match self {
            Self::User(user) => Some(user),
            Self::Project(_) | Self::Nobody => None,
        }
    }

    /// The project, if it belongs to one.
    pub fn project(self) -> Option<ProjectId> {
        match self {
            Self::User(_) | Self::Nobody => None,
            Self::Project(project) => Some(project),
        }
    }
}

impl From<UserId> for ClientOwner {
    fn from(user: UserId) -> Self {
        Self::User(user)
    }
}

impl From<ProjectId> for ClientOwner {
    fn from(project: ProjectId) -> Self {
        Self::Project(project)
    }
}
