use super::Projects;
use crate::ports::{DeleteProject, UpdateProject};
use crate::service::AuthorizeError;
use crate::service::guard::{Entitled, settle};
use crate::{Action, Project, ProjectChange, Slug};
use hitkey_kernel::UserId;
use std::time::Duration;

impl Projects {
    /// Changes some parts of a project and returns it as it is then. Its slug stays. Changes of different
    /// parts at the same time all take effect.
    ///
    /// # Errors
    /// [`AuthorizeError`].
    pub async fn update(
        &self,
        slug: &Slug,
        caller: UserId,
        change: &ProjectChange,
    ) -> Result<Project, AuthorizeError> {
        settle!(self.try_update(slug, caller, change))
    }

    async fn try_update(
        &self,
        slug: &Slug,
        caller: UserId,
        change: &ProjectChange,
    ) -> Result<Option<Project>, AuthorizeError> {
        let Entitled { project, by } = self.env.entitle(slug, caller, Action::UpdateProject).await?;
        let seen_at = project.updated_at;
        let now = self.env.now().max(seen_at + Duration::from_micros(1));
        let changed = change.clone().applied(project, now);
        let command = UpdateProject {
            project: changed.id,
            by,
            seen_at,
            name: changed.name.clone(),
            description: changed.description.clone(),
            is_public: changed.is_public,
            now,
        };
        Ok(self.env.projects.update(command).await?.then_some(changed))
    }

    /// Ends a project with everything in it: members, permissions, invites, clients and what people
    /// allowed them.
    ///
    /// # Errors
    /// [`AuthorizeError`].
    pub async fn delete(&self, slug: &Slug, caller: UserId) -> Result<(), AuthorizeError> {
        settle!(self.try_delete(slug, caller))
    }

    async fn try_delete(&self, slug: &Slug, caller: UserId) -> Result<Option<()>, AuthorizeError> {
        let Entitled { project, by } = self.env.entitle(slug, caller, Action::DeleteProject).await?;
        let command = DeleteProject { project: project.id, by };
        Ok(self.env.projects.delete(command).await?.then_some(()))
    }
}
