use super::{ApiClients, FindApiClientError};
use crate::ports::{ApiClientOutcome, DeleteApiClient, RotateApiClient, UpdateApiClient};
use crate::service::guard::from_authorize_error;
use crate::{
    ApiClient, ApiClientChange, ApiClientEnd, ApiClientField, ApiClientKeeper, ApiClientToken, Change, Event,
    Refusal,
};
use hitkey_kernel::{Actor, ApiClientId, StoreError, Timestamp};
use std::time::Duration;

/// An API client can't be changed.
#[derive(Debug, thiserror::Error)]
pub enum UpdateApiClientError {
    /// There is none.
    #[error("no such API client")]
    NotFound,
    /// The person may not do this, or it was to reach a project that they don't belong to, or that is not there.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It was to have a permission that the project does not have.
    #[error("no such permission")]
    PermissionNotFound,
    /// It was to end in the past: revoke it instead.
    #[error("the API client would have expired already")]
    ExpiryPassed,
    /// It was to be taken into use again.
    #[error("the API client is revoked")]
    Revoked,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// An API client can't get a new token.
#[derive(Debug, thiserror::Error)]
pub enum RotateApiClientError {
    /// There is none, or no such project.
    #[error("no such API client")]
    NotFound,
    /// The person may not do this.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It is good for nothing, and a token would be too.
    #[error(transparent)]
    Ended(#[from] ApiClientEnd),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

macro_rules! from_find_error {
    ($($error:ty),*) => {$(
        impl From<FindApiClientError> for $error {
            fn from(error: FindApiClientError) -> Self {
                match error {
                    FindApiClientError::NotFound => Self::NotFound,
                    FindApiClientError::Refused(refusal) => Self::Refused(refusal),
                    FindApiClientError::Store(error) => Self::Store(error),
                }
            }
        }
    )*};
}
from_find_error!(UpdateApiClientError, RotateApiClientError);
from_authorize_error!(UpdateApiClientError, RotateApiClientError);

impl ApiClients {
    pub(super) async fn try_update(
        &self,
        keeper: ApiClientKeeper,
        by: &Actor,
        id: ApiClientId,
        change: &ApiClientChange,
    ) -> Result<Option<ApiClient>, UpdateApiClientError> {
        let seen = self.found(keeper, id).await?;
        let now = self.now_after(&seen);
        check(&seen, change, now)?;
        if let Some(wanted) = &change.grants {
            self.check_grants(keeper, wanted, &seen.grants).await?;
        }
        let client = change.clone().applied(seen.clone(), now);
        let fields = ApiClientField::differences(&seen, &client);
        if fields.is_empty() {
            return Ok(Some(seen));
        }
        let audit = self.env.record(&Event::api_client_changed(&client, fields), by, now);
        let command = UpdateApiClient { by: keeper, client: client.clone(), seen_at: seen.updated_at, audit };
        match self.env.api_clients.update(command).await? {
            ApiClientOutcome::Done => Ok(Some(client)),
            ApiClientOutcome::UnknownPermission => Err(UpdateApiClientError::PermissionNotFound),
            ApiClientOutcome::TooMany | ApiClientOutcome::Stale => Ok(None),
        }
    }

    pub(super) async fn try_rotate(
        &self,
        keeper: ApiClientKeeper,
        by: &Actor,
        seen: ApiClient,
        overlap: Duration,
    ) -> Result<Option<(ApiClient, ApiClientToken)>, RotateApiClientError> {
        seen.check_alive(self.env.now())?;
        let now = self.now_after(&seen);
        let overlap = overlap.min(ApiClient::LONGEST_OVERLAP);
        let token = ApiClientToken::generate(self.env.ambient.random());
        let event = Event::api_client_rotated(&seen, overlap.as_secs());
        let command = RotateApiClient {
            by: keeper,
            id: seen.id,
            seen_at: seen.updated_at,
            token: token.digest(),
            overlap_until: (!overlap.is_zero()).then(|| now + overlap),
            now,
            audit: self.env.record(&event, by, now),
        };
        let done = self.env.api_clients.rotate(command).await?;
        Ok(done.then_some((ApiClient { updated_at: now, ..seen }, token)))
    }

    pub(super) async fn remove(
        &self,
        keeper: ApiClientKeeper,
        by: &Actor,
        id: ApiClientId,
    ) -> Result<bool, StoreError> {
        let event = Event::api_client_deleted(keeper.owner(), id);
        let audit = self.env.record(&event, by, self.env.now());
        self.env.api_clients.delete(DeleteApiClient { by: keeper, id, audit }).await
    }
}

fn check(seen: &ApiClient, change: &ApiClientChange, now: Timestamp) -> Result<(), UpdateApiClientError> {
    if change.revoked == Some(false) && seen.revoked_at.is_some() {
        return Err(UpdateApiClientError::Revoked);
    }
    match change.expires_at {
        Change::Set(at) if at <= now && seen.expires_at != Some(at) => {
            Err(UpdateApiClientError::ExpiryPassed)
        }
        _ => Ok(()),
    }
}
