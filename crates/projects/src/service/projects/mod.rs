mod change;
mod transfer;

use super::Environment;
use super::guard::AuthorizeError;
use crate::ports::{CreateProject, CreateProjectOutcome};
use crate::{
    Action, Caller, Event, NewProject, OwnProject, Program, Project, ProjectAccess, Refusal, Slug, Visit,
};
use hitkey_kernel::{Actor, MemberId, Page, PageRequest, ProjectId, StoreError, UserId};
use std::sync::Arc;

pub use transfer::TransferProjectError;

/// Making, changing, ending and giving away projects.
#[derive(Debug, Clone)]
pub struct Projects {
    env: Arc<Environment>,
}

/// A project is not there, at least not for this person.
#[derive(Debug, thiserror::Error)]
pub enum FindProjectError {
    /// There is none, or it is private and the person is no member.
    #[error("no such project")]
    NotFound,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<AuthorizeError> for FindProjectError {
    fn from(error: AuthorizeError) -> Self {
        match error {
            AuthorizeError::NotFound | AuthorizeError::Refused(_) => Self::NotFound,
            AuthorizeError::Store(error) => Self::Store(error),
        }
    }
}

impl Projects {
    pub(super) fn new(env: Arc<Environment>) -> Self {
        Self { env }
    }

    /// Makes a project of which `by` is the owner. Its slug comes from its name.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn create(&self, by: &Actor, new: NewProject) -> Result<Project, StoreError> {
        let random = self.env.ambient.random();
        let candidates: Vec<_> = Slug::candidates(&new.name, random).collect();
        for slug in candidates {
            let project = self.project(by.user, &new, slug);
            let now = project.created_at;
            let event =
                Event::ProjectCreated { user: by.user, project: project.id, is_public: project.is_public };
            let audit = self.env.record(&event, by, now);
            let member = MemberId::generate(now, random);
            let command = CreateProject { project: project.clone(), member, audit };
            if self.env.projects.create(command).await? == CreateProjectOutcome::Created {
                return Ok(project);
            }
        }
        Err(StoreError::unavailable("every slug for this name is taken"))
    }

    fn project(&self, owner: UserId, new: &NewProject, slug: Slug) -> Project {
        let now = self.env.now();
        Project {
            id: ProjectId::generate(now, self.env.ambient.random()),
            name: new.name.clone(),
            slug,
            description: new.description.clone(),
            is_public: new.is_public,
            owner,
            created_at: now,
            updated_at: now,
        }
    }

    /// A page of the projects that the caller belongs to, the oldest membership first. To a program it shows those that
    /// it was granted, each in the role that it acts in; so a page may be short though more follow.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn list(
        &self,
        caller: impl Into<Caller>,
        page: PageRequest,
    ) -> Result<Page<OwnProject>, StoreError> {
        match caller.into() {
            Caller::Person(user) => self.env.projects.list(user, page).await,
            Caller::Program(program) => self.list_of_program(&program, page).await,
        }
    }

    async fn list_of_program(
        &self,
        program: &Program,
        page: PageRequest,
    ) -> Result<Page<OwnProject>, StoreError> {
        let Some(user) = program.user() else {
            let own = self.env.api_clients.find_project(program.client).await?;
            let own = own.and_then(|project| program.at_home(project)).and_then(Visit::into_own);
            return Ok(Page::oldest_first(own, page, |own| own.project.place()));
        };
        let Page { items, next } = self.env.projects.list(user, page).await?;
        let granted = items.into_iter().filter_map(|own| own.within(&program.grants));
        Ok(Page { items: granted.collect(), next })
    }

    /// The project of that slug, and what `caller` is to it.
    ///
    /// # Errors
    /// [`FindProjectError`]; a private project is not there for whoever is no member.
    pub async fn find(&self, slug: &Slug, caller: impl Into<Caller>) -> Result<Visit, FindProjectError> {
        let visit = self.env.visit(slug, caller).await?;
        match visit.permits(Action::See { is_public: visit.project.is_public }) {
            Ok(()) => Ok(visit),
            Err(_) => Err(FindProjectError::NotFound),
        }
    }

    /// The project of that slug, if `caller` may do this there: for use cases outside of this crate, such
    /// as [`Action::ManageClients`].
    ///
    /// # Errors
    /// [`AuthorizeError`].
    pub async fn authorize(
        &self,
        slug: &Slug,
        caller: impl Into<Caller>,
        action: Action,
    ) -> Result<Visit, AuthorizeError> {
        let visit = self.env.visit(slug, caller).await?;
        match visit.permits(action) {
            Ok(()) => Ok(visit),
            Err(Refusal::Hidden) => Err(AuthorizeError::NotFound),
            Err(refusal) => Err(refusal.into()),
        }
    }

    /// How far the person gets into the project; `None` when there is no such project.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn access(&self, id: ProjectId, user: UserId) -> Result<Option<ProjectAccess>, StoreError> {
        Ok(self.env.projects.find(id, user).await?.map(|visit| visit.access()))
    }

    /// Whether the person owns a project that has other members: they have to give it away before their
    /// account can go.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn owns_shared(&self, user: UserId) -> Result<bool, StoreError> {
        self.env.projects.owns_shared(user).await
    }
}
