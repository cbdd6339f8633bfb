use super::Environment;
use super::guard::{AuthorizeError, Entitled, from_authorize_error, settle};
use crate::ports::{CreatePermission, DeletePermission, PermissionOutcome, UpdatePermission};
use crate::{Action, Agent, Caller, Event, NewPermission, Permission, PermissionChange, Refusal, Slug};
use hitkey_kernel::{Page, PageRequest, PermissionId, ProjectId, StoreError};
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
        caller: impl Into<Caller>,
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
        by: impl Into<Agent>,
        new: &NewPermission,
    ) -> Result<Permission, CreatePermissionError> {
        let by = by.into();
        settle!(self.try_create(slug, &by, new))
    }

    async fn try_create(
        &self,
        slug: &Slug,
        by: &Agent,
        new: &NewPermission,
    ) -> Result<Option<Permission>, CreatePermissionError> {
        let found = self.entitled(slug, &by.caller).await?;
        let now = self.env.now();
        let id = PermissionId::generate(now, self.env.ambient.random());
        let permission = new.clone().into_permission(id, found.project.id, now);
        let event = Event::PermissionCreated {
            project: permission.project,
            permission: id,
            key: permission.key.clone(),
            is_default: permission.is_default,
        };
        let audit = self.env.record(&event, by, now);
        let command = CreatePermission { by: found.by, permission: permission.clone(), audit };
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
        by: impl Into<Agent>,
        permission: PermissionId,
        change: &PermissionChange,
    ) -> Result<Permission, UpdatePermissionError> {
        let by = by.into();
        settle!(self.try_update(slug, &by, permission, change))
    }

    async fn try_update(
        &self,
        slug: &Slug,
        by: &Agent,
        id: PermissionId,
        change: &PermissionChange,
    ) -> Result<Option<Permission>, UpdatePermissionError> {
        let found = self.entitled(slug, &by.caller).await?;
        let seen = self.found(found.project.id, id).await?;
        let permission = change.clone().applied(seen.clone());
        if permission == seen {
            return Ok(Some(seen));
        }
        let audit = self.env.record(&changed(&seen, &permission), by, self.env.now());
        let command = UpdatePermission { by: found.by, seen, permission: permission.clone(), audit };
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
        by: impl Into<Agent>,
        permission: PermissionId,
    ) -> Result<(), DeletePermissionError> {
        let by = by.into();
        settle!(self.try_delete(slug, &by, permission))
    }

    async fn try_delete(
        &self,
        slug: &Slug,
        by: &Agent,
        id: PermissionId,
    ) -> Result<Option<()>, DeletePermissionError> {
        let found = self.entitled(slug, &by.caller).await?;
        let (project, permission) = (found.project.id, id);
        let key = self.found(project, id).await?.key;
        let event = Event::PermissionDeleted { project, permission, key };
        let audit = self.env.record(&event, by, self.env.now());
        let command = DeletePermission { project, by: found.by, permission, audit };
        Ok(self.env.permissions.delete(command).await?.then_some(()))
    }

    async fn entitled(&self, slug: &Slug, caller: impl Into<Caller>) -> Result<Entitled, AuthorizeError> {
        self.env.entitle(slug, caller, Action::ManagePermissions).await
    }

    async fn found(&self, project: ProjectId, id: PermissionId) -> Result<Permission, AuthorizeError> {
        self.env.permissions.find(project, id).await?.ok_or(AuthorizeError::NotFound)
    }
}

fn changed(before: &Permission, after: &Permission) -> Event {
    Event::PermissionChanged {
        project: before.project,
        permission: before.id,
        was: before.key.clone(),
        key: after.key.clone(),
        is_default: after.is_default,
    }
}
