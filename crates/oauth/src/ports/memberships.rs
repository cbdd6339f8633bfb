use hitkey_kernel::{ProjectId, StoreError, UserId};

/// How far somebody gets into a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProjectAccess {
    /// They are a member.
    Member,
    /// They are no member, but the project is open to everybody.
    PublicOutsider,
    /// They are no member and the project is private, or there is no such project.
    PrivateOutsider,
}

/// Knows who belongs to the projects that clients belong to. Another domain owns these facts.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait::async_trait]
pub trait Memberships: Send + Sync {
    /// How far the person gets into the project, in ONE read.
    async fn access(&self, user: UserId, project: ProjectId) -> Result<ProjectAccess, StoreError>;
}
