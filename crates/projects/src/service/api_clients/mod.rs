mod authenticate;
mod create;
mod personal;
mod team;
mod update;
mod worth;

use super::Environment;
use super::guard::{AuthorizeError, from_authorize_error};
use crate::{ApiClient, ApiClientKeeper, Grants, Refusal};
use hitkey_kernel::{ApiClientId, ProjectId, StoreError, Timestamp};
use std::sync::Arc;
use std::time::Duration;

pub use authenticate::AuthenticateApiClientError;
pub use create::CreateApiClientError;
pub use update::{RotateApiClientError, UpdateApiClientError};
pub use worth::Worth;

/// Tokens by which programs call.
#[derive(Debug, Clone)]
pub struct ApiClients {
    env: Arc<Environment>,
}

/// An API client is not there, at least not for this person.
#[derive(Debug, thiserror::Error)]
pub enum FindApiClientError {
    /// There is none, or no such project.
    #[error("no such API client")]
    NotFound,
    /// The person may not look at the team's.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

from_authorize_error!(FindApiClientError);

impl ApiClients {
    pub(super) fn new(env: Arc<Environment>) -> Self {
        Self { env }
    }

    async fn found(&self, by: ApiClientKeeper, id: ApiClientId) -> Result<ApiClient, FindApiClientError> {
        self.env.api_clients.find(by.owner(), id).await?.ok_or(FindApiClientError::NotFound)
    }

    /// Nobody grants what is not theirs to grant; `granted` was theirs before.
    async fn check_grants(
        &self,
        by: ApiClientKeeper,
        wanted: &Grants,
        granted: &Grants,
    ) -> Result<(), AuthorizeError> {
        for project in wanted.keys().filter(|project| !granted.contains_key(project)) {
            if !self.may_grant(by, *project).await? {
                return Err(Refusal::NotMember.into());
            }
        }
        Ok(())
    }

    async fn may_grant(&self, by: ApiClientKeeper, project: ProjectId) -> Result<bool, StoreError> {
        match by {
            ApiClientKeeper::Manager { project: own, .. } => Ok(own == project),
            ApiClientKeeper::Owner(user) => {
                let visit = self.env.projects.find(project, user).await?;
                Ok(visit.is_some_and(|visit| visit.actor.role.is_some()))
            }
        }
    }

    /// An instant after the last change, so that two changes are never taken for one.
    fn now_after(&self, seen: &ApiClient) -> Timestamp {
        self.env.now().max(seen.updated_at + Duration::from_micros(1))
    }
}
