use super::Environment;
use super::guard::{AuthorizeError, Entitled, from_authorize_error, settle};
use crate::ports::{CreatePermission, DeletePermission, PermissionOutcome, UpdatePermission};
use crate::{Action, NewPermission, Permission, PermissionChange, Refusal, Slug};
use hitkey_kernel::{Page, PageRequest, PermissionId, ProjectId, StoreError, UserId};
use std::sync::Arc;

/// Defining what members of a project may do.
#[derive(Debug, Clone)]
pub struct Permissions {
    env: Arc<Environment>,
}

/// A permission can't be defined.
#[derive(Debug, thiserror::Error)]
pub enum CreatePermissionError {
    /// There is no such project.
    #[error("no such project")]
    NotFound,
    /// The person may not do this.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The project has a permission of that key.
    #[error("the project has this permission already")]
    AlreadyExists,
    /// The project has [`Permission::MOST`] permissions.
    #[error("the project has too many permissions")]
    TooMany,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A permission can't be changed.
#[derive(Debug, thiserror::Error)]
pub enum UpdatePermissionError {
    /// There is no such project, or no such permission of it.
    #[error("no such permission")]
    NotFound,
    /// The person may not do this.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The project has another permission of the new key.
    #[error("the project has this permission already")]
    AlreadyExists,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A permission can't be removed.
#[derive(Debug, thiserror::Error)]
pub enum DeletePermissionError {
    /// There is no such project, or no such permission of it.
    #[error("no such permission")]
    NotFound,
    /// The person may not do this.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

from_authorize_error!(CreatePermissionError, UpdatePermissionError, DeletePermissionError);

impl Permissions {
    pub(super) fn new(env: Arc<Environment>) -> Self {
        Self { env }
    }

    /// A page of the permissions of the project, the oldest first.
    ///
    /// # Errors
    /// [`AuthorizeError`].
    pub async fn list(
        &self,
        slug: &Slug,
        caller: UserId,
        page: PageRequest,
    ) -> Result<Page<Permission>, AuthorizeError> {
        let project = self.entitled(slug, caller).await?.project;
        Ok(self.env.permissions.list(project.id, page).await?)
    }

    /// Defines a permission. Present members don't get it, not even when it is a default one.
    ///
    /// # Errors
    /// [`CreatePermissionError`].
    pub async fn create(
        &self,
        slug: &Slug,
        caller: UserId,
        new: &NewPermission,
    ) -> Result<Permission, CreatePermissionError> {
        settle!(self.try_create(slug, caller, new))
    }

    async fn try_create(
        &self,
        slug: &Slug,
        caller: UserId,
        new: &NewPermission,
    ) -> Result<Option<Permission>, CreatePermissionError> {
        let Entitled { project, by } = self.entitled(slug, caller).await?;
        let now = self.env.now();
        let id = PermissionId::generate(now, self.env.ambient.random());
        let permission = new.clone().into_permission(id, project.id, now);
        let command = CreatePermission { by, permission: permission.clone() };
        match self.env.permissions.create(command).await? {
            PermissionOutcome::Done => Ok(Some(permission)),
            PermissionOutcome::KeyTaken => Err(CreatePermissionError::AlreadyExists),
            PermissionOutcome::TooMany => Err(CreatePermissionError::TooMany),
            PermissionOutcome::Stale => Ok(None),
        }
    }

    /// Changes some parts of a permission and returns it as it is then. Changes of different parts at the
    /// same time all take effect. Whoever has the permission keeps it.
    ///
    /// # Errors
    /// [`UpdatePermissionError`].
    pub async fn update(
        &self,
        slug: &Slug,
        caller: UserId,
        permission: PermissionId,
        change: &PermissionChange,
    ) -> Result<Permission, UpdatePermissionError> {
        settle!(self.try_update(slug, caller, permission, change))
    }

    async fn try_update(
        &self,
        slug: &Slug,
        caller: UserId,
        id: PermissionId,
        change: &PermissionChange,
    ) -> Result<Option<Permission>, UpdatePermissionError> {
        let Entitled { project, by } = self.entitled(slug, caller).await?;
        let seen = self.found(project.id, id).await?;
        let permission = change.clone().applied(seen.clone());
        let command = UpdatePermission { by, seen, permission: permission.clone() };
        match self.env.permissions.update(command).await? {
            PermissionOutcome::Done => Ok(Some(permission)),
            PermissionOutcome::KeyTaken => Err(UpdatePermissionError::AlreadyExists),
            PermissionOutcome::TooMany | PermissionOutcome::Stale => Ok(None),
        }
    }

    /// Removes a permission, and takes it from all who have it.
    ///
    /// # Errors
    /// [`DeletePermissionError`].
    pub async fn delete(
        &self,
        slug: &Slug,
        caller: UserId,
        permission: PermissionId,
    ) -> Result<(), DeletePermissionError> {
        settle!(self.try_delete(slug, caller, permission))
    }

    async fn try_delete(
        &self,
        slug: &Slug,
        caller: UserId,
        id: PermissionId,
    ) -> Result<Option<()>, DeletePermissionError> {
        let Entitled { project, by } = self.entitled(slug, caller).await?;
        self.found(project.id, id).await?;
        let command = DeletePermission { project: project.id, by, permission: id };
        Ok(self.env.permissions.delete(command).await?.then_some(()))
    }

    async fn entitled(&self, slug: &Slug, caller: UserId) -> Result<Entitled, AuthorizeError> {
        self.env.entitle(slug, caller, Action::ManagePermissions).await
    }

    async fn found(&self, project: ProjectId, id: PermissionId) -> Result<Permission, AuthorizeError> {
        self.env.permissions.find(project, id).await?.ok_or(AuthorizeError::NotFound)
    }
}
