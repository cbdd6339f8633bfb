use super::{
    ApiClients, CreateApiClientError, FindApiClientError, RotateApiClientError, UpdateApiClientError,
};
use crate::service::guard::settle;
use crate::{ApiClient, ApiClientChange, ApiClientKeeper, ApiClientOwner, ApiClientToken, NewApiClient};
use hitkey_kernel::{Actor, ApiClientId, Page, PageRequest, StoreError, UserId};
use std::time::Duration;

/// A person's own clients.
impl ApiClients {
    /// Makes a client of `by`, and the token that is shown this once. It may reach what it is granted, within what its
    /// owner may do at that moment, and nothing else.
    ///
    /// # Errors
    /// [`CreateApiClientError`].
    pub async fn create(
        &self,
        by: &Actor,
        new: &NewApiClient,
    ) -> Result<(ApiClient, ApiClientToken), CreateApiClientError> {
        settle!(self.try_create(ApiClientKeeper::Owner(by.user), by, new))
    }

    /// A page of somebody's clients, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn list(&self, user: UserId, page: PageRequest) -> Result<Page<ApiClient>, StoreError> {
        self.env.api_clients.list(ApiClientOwner::Person(user), page).await
    }

    /// One of somebody's clients.
    ///
    /// # Errors
    /// [`FindApiClientError`].
    pub async fn find(&self, user: UserId, id: ApiClientId) -> Result<ApiClient, FindApiClientError> {
        self.found(ApiClientKeeper::Owner(user), id).await
    }

    /// Changes some parts of a client and returns it as it is then. Changes of different parts at the same time all
    /// take effect; one that changes nothing is none.
    ///
    /// # Errors
    /// [`UpdateApiClientError`].
    pub async fn update(
        &self,
        by: &Actor,
        id: ApiClientId,
        change: &ApiClientChange,
    ) -> Result<ApiClient, UpdateApiClientError> {
        settle!(self.try_update(ApiClientKeeper::Owner(by.user), by, id, change))
    }

    /// Gives a client a new token, shown this once. The old one stays good for `overlap`, for a
    /// [week](ApiClient::LONGEST_OVERLAP) at most; without one it dies at once, with those replaced before.
    ///
    /// # Errors
    /// [`RotateApiClientError`].
    pub async fn rotate(
        &self,
        by: &Actor,
        id: ApiClientId,
        overlap: Duration,
    ) -> Result<(ApiClient, ApiClientToken), RotateApiClientError> {
        settle!(self.try_rotate_own(by, id, overlap))
    }

    async fn try_rotate_own(
        &self,
        by: &Actor,
        id: ApiClientId,
        overlap: Duration,
    ) -> Result<Option<(ApiClient, ApiClientToken)>, RotateApiClientError> {
        let keeper = ApiClientKeeper::Owner(by.user);
        let seen = self.found(keeper, id).await?;
        self.try_rotate(keeper, by, seen, overlap).await
    }

    /// Removes a client; its tokens are dead at once.
    ///
    /// # Errors
    /// [`FindApiClientError`].
    pub async fn delete(&self, by: &Actor, id: ApiClientId) -> Result<(), FindApiClientError> {
        let removed = self.remove(ApiClientKeeper::Owner(by.user), by, id).await?;
        removed.then_some(()).ok_or(FindApiClientError::NotFound)
    }
}
