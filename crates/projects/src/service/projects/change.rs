use super::Projects;
use crate::ports::{DeleteProject, UpdateProject};
use crate::service::AuthorizeError;
use crate::service::guard::settle;
use crate::{Action, Agent, Event, Project, ProjectChange, ProjectField, Slug};
use hitkey_kernel::Actor;
use std::time::Duration;

impl Projects {
    /// Changes some parts of a project and returns it as it is then. Its slug stays. Changes of different
    /// parts at the same time all take effect; one that changes nothing is none.
    ///
    /// # Errors
    /// [`AuthorizeError`].
    pub async fn update(
        &self,
        slug: &Slug,
        by: impl Into<Agent>,
        change: &ProjectChange,
    ) -> Result<Project, AuthorizeError> {
        let by = by.into();
        settle!(self.try_update(slug, &by, change))
    }

    async fn try_update(
        &self,
        slug: &Slug,
        by: &Agent,
        change: &ProjectChange,
    ) -> Result<Option<Project>, AuthorizeError> {
        let found = self.env.entitle(slug, &by.caller, Action::UpdateProject).await?;
        let seen_at = found.project.updated_at;
        let now = self.env.now().max(seen_at + Duration::from_micros(1));
        let changed = change.clone().applied(found.project.clone(), now);
        let fields = ProjectField::differences(&found.project, &changed);
        if fields.is_empty() {
            return Ok(Some(found.project));
        }
        let event = Event::ProjectChanged { project: changed.id, fields, is_public: changed.is_public };
        let command = UpdateProject {
            project: changed.id,
            by: found.by,
            seen_at,
            name: changed.name.clone(),
            description: changed.description.clone(),
            is_public: changed.is_public,
            now,
            audit: self.env.record(&event, by, now),
        };
        Ok(self.env.projects.update(command).await?.then_some(changed))
    }

    /// Ends a project with everything in it: members, permissions, invites, clients and what people
    /// allowed them.
    ///
    /// # Errors
    /// [`AuthorizeError`].
    pub async fn delete(&self, slug: &Slug, by: &Actor) -> Result<(), AuthorizeError> {
        settle!(self.try_delete(slug, by))
    }

    async fn try_delete(&self, slug: &Slug, by: &Actor) -> Result<Option<()>, AuthorizeError> {
        let found = self.env.entitle(slug, by.user, Action::DeleteProject).await?;
        let project = found.project.id;
        let event = Event::ProjectDeleted { user: by.user, project };
        let audit = self.env.record(&event, by, self.env.now());
        let command = DeleteProject { project, by: found.by, audit };
        Ok(self.env.projects.delete(command).await?.then_some(()))
    }
}
