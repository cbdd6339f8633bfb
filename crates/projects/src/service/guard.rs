//! What stands before every use case: the project, and whether this person may.

use super::Environment;
use crate::{Action, ApiClientOwner, Caller, Program, Project, Refusal, Slug, Visit, Warrant};
use hitkey_kernel::StoreError;

/// Why somebody may not act in a project.
#[derive(Debug, thiserror::Error)]
pub enum AuthorizeError {
    /// There is no such project, or it is not there for this person.
    #[error("no such project")]
    NotFound,
    /// The person may not do this.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Lets an error enum with `NotFound`, `Refused` and `Store` be made by `?` from an [`AuthorizeError`].
macro_rules! from_authorize_error {
    ($($error:ty),* $(,)?) => {$(
        impl From<$crate::service::AuthorizeError> for $error {
            fn from(error: $crate::service::AuthorizeError) -> Self {
                match error {
                    $crate::service::AuthorizeError::NotFound => Self::NotFound,
                    $crate::service::AuthorizeError::Refused(refusal) => Self::Refused(refusal),
                    $crate::service::AuthorizeError::Store(error) => Self::Store(error),
                }
            }
        }
    )*};
}
pub(super) use from_authorize_error;

/// How often something is decided anew because something else changed meanwhile.
pub(super) const ROUNDS: usize = 5;

/// Runs a round until it tells an outcome other than `None`, which is: look and decide again.
macro_rules! settle {
    ($round:expr) => {{
        for _ in 0..$crate::service::guard::ROUNDS {
            if let Some(done) = $round.await? {
                return Ok(done);
            }
        }
        Err(hitkey_kernel::StoreError::unavailable("the project changes too often").into())
    }};
}
pub(super) use settle;

/// A project, and by what right somebody was found to be entitled to do something there.
pub(super) struct Entitled {
    pub(super) project: Project,
    pub(super) by: Warrant,
}

impl Environment {
    pub(super) async fn visit(
        &self,
        slug: &Slug,
        caller: impl Into<Caller>,
    ) -> Result<Visit, AuthorizeError> {
        let visit = match caller.into() {
            Caller::Person(user) => self.projects.find_by_slug(slug, user).await?,
            Caller::Program(program) => self.visit_of_program(slug, &program).await?,
        };
        visit.ok_or(AuthorizeError::NotFound)
    }

    async fn visit_of_program(&self, slug: &Slug, program: &Program) -> Result<Option<Visit>, StoreError> {
        match program.owner {
            ApiClientOwner::Person(user) => {
                let visit = self.projects.find_by_slug(slug, user).await?;
                Ok(visit.and_then(|visit| visit.within(&program.grants)))
            }
            ApiClientOwner::Project(_) => {
                let own = self.api_clients.find_project(program.client).await?;
                let own = own.filter(|project| project.slug == *slug);
                Ok(own.and_then(|project| program.at_home(project)))
            }
        }
    }

    pub(super) async fn entitle(
        &self,
        slug: &Slug,
        caller: impl Into<Caller>,
        action: Action,
    ) -> Result<Entitled, AuthorizeError> {
        let visit = self.visit(slug, caller).await?;
        let by = visit.entitled(action)?;
        Ok(Entitled { project: visit.project, by })
    }
}
