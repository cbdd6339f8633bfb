use crate::{Permission, Warrant};
use async_trait::async_trait;
use hitkey_kernel::{AuditRecord, Page, PageRequest, PermissionId, ProjectId, StoreError};

/// Keeps which permissions a project has. See the [module](crate::ports) for what holds of every method.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait]
pub trait PermissionStore: Send + Sync {
    /// One permission of the project.
    async fn find(&self, project: ProjectId, id: PermissionId) -> Result<Option<Permission>, StoreError>;

    /// The permissions of the project, the oldest first.
    async fn list(&self, project: ProjectId, page: PageRequest) -> Result<Page<Permission>, StoreError>;

    /// Adds a permission. MUST do nothing unless `by` still holds, and nothing when the project has a
    /// permission of that key or [`Permission::MOST`] permissions. Gives it to nobody.
    async fn create(&self, command: CreatePermission) -> Result<PermissionOutcome, StoreError>;

    /// Replaces a permission. MUST do nothing unless `by` still holds and the permission still is what
    /// was `seen`, and nothing when the project has another permission of the new key. Whoever has the
    /// permission keeps it, under its new key.
    async fn update(&self, command: UpdatePermission) -> Result<PermissionOutcome, StoreError>;

    /// Removes a permission, and takes it from all who have it. MUST do nothing and tell `false` unless
    /// `by` still holds and there is such a permission of that project.
    async fn delete(&self, command: DeletePermission) -> Result<bool, StoreError>;
}

/// For [`PermissionStore::create`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreatePermission {
    /// Who adds it.
    pub by: Warrant,
    /// The permission, and of which project.
    pub permission: Permission,
    /// What the audit log keeps of it.
    pub audit: AuditRecord,
}

/// For [`PermissionStore::update`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdatePermission {
    /// Who changes it.
    pub by: Warrant,
    /// What it was when the change was made from it.
    pub seen: Permission,
    /// What it is from now on: id, project and `created_at` are those of `seen`.
    pub permission: Permission,
    /// What the audit log keeps of it.
    pub audit: AuditRecord,
}

/// What became of a [`CreatePermission`] or an [`UpdatePermission`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PermissionOutcome {
    /// Done.
    Done,
    /// Another permission of the project has the key.
    KeyTaken,
    /// The project has as many as it can have. No outcome of an update.
    TooMany,
    /// Something is no longer as it was seen.
    Stale,
}

/// For [`PermissionStore::delete`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeletePermission {
    /// Which project.
    pub project: ProjectId,
    /// Who removes it.
    pub by: Warrant,
    /// Which permission.
    pub permission: PermissionId,
    /// What the audit log keeps of it.
    pub audit: AuditRecord,
}
