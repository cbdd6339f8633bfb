use super::ApiClients;
use crate::{ApiClient, ApiClientToken};
use hitkey_kernel::{ApiClientId, StoreError};

/// What was presented opens nothing.
#[derive(Debug, thiserror::Error)]
pub enum AuthenticateApiClientError {
    /// It is no token, is not good any more, or its client is not.
    #[error("no such API client, or none that is good any more")]
    Unauthenticated,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ApiClients {
    /// The client that a token belongs to. When its use [is news](ApiClient::is_use_news), have it
    /// [noted](Self::note_use) afterwards.
    ///
    /// # Errors
    /// [`AuthenticateApiClientError`].
    pub async fn authenticate(&self, presented: &str) -> Result<ApiClient, AuthenticateApiClientError> {
        let token = ApiClientToken::parse(presented).ok_or(AuthenticateApiClientError::Unauthenticated)?;
        let now = self.env.now();
        let found = self.env.api_clients.find_by_token(&token.digest(), now).await?;
        let alive = found.filter(|client| client.check_alive(now).is_ok());
        alive.ok_or(AuthenticateApiClientError::Unauthenticated)
    }

    /// Notes that a client is used. Nobody need wait for it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn note_use(&self, id: ApiClientId) -> Result<(), StoreError> {
        self.env.api_clients.note_use(id, self.env.now()).await
    }
}
