use super::ApiClients;
use crate::ports::{ApiClientOutcome, CreateApiClient};
use crate::service::guard::from_authorize_error;
use crate::{ApiClient, ApiClientKeeper, ApiClientToken, Event, Grants, NewApiClient, Refusal};
use hitkey_kernel::{Actor, ApiClientId, StoreError};

/// An API client can't be made.
#[derive(Debug, thiserror::Error)]
pub enum CreateApiClientError {
    /// There is no such project.
    #[error("no such project")]
    NotFound,
    /// The person may not do this, or it was to reach a project that they don't belong to, or that is not there.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It was to have a permission that the project does not have.
    #[error("no such permission")]
    PermissionNotFound,
    /// It would be good for nothing from the beginning.
    #[error("the API client would have expired already")]
    ExpiryPassed,
    /// The owner has [`ApiClient::MOST`] of them.
    #[error("too many API clients")]
    TooMany,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

from_authorize_error!(CreateApiClientError);

impl ApiClients {
    pub(super) async fn try_create(
        &self,
        keeper: ApiClientKeeper,
        by: &Actor,
        new: &NewApiClient,
    ) -> Result<Option<(ApiClient, ApiClientToken)>, CreateApiClientError> {
        let now = self.env.now();
        if new.expires_at.is_some_and(|at| at <= now) {
            return Err(CreateApiClientError::ExpiryPassed);
        }
        self.check_grants(keeper, &new.grants, &Grants::new()).await?;
        let id = ApiClientId::generate(now, self.env.ambient.random());
        let client = new.clone().into_client(id, keeper.owner(), now);
        let token = ApiClientToken::generate(self.env.ambient.random());
        let audit = self.env.record(&Event::api_client_created(&client), by, now);
        let command = CreateApiClient { by: keeper, client: client.clone(), token: token.digest(), audit };
        match self.env.api_clients.create(command).await? {
            ApiClientOutcome::Done => Ok(Some((client, token))),
            ApiClientOutcome::UnknownPermission => Err(CreateApiClientError::PermissionNotFound),
            ApiClientOutcome::TooMany => Err(CreateApiClientError::TooMany),
            ApiClientOutcome::Stale => Ok(None),
        }
    }
}
