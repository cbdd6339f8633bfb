use super::pushed_requests::{PushedRequests, WAITS};
use super::{ClientAssertions, Keyring, PresentedClient, Targets, TokenError, TokenParams, TokenRefusal};
use crate::authorize::{AuthorizeError, AuthorizeParams, AuthorizeRefusal, RedirectableRequest, ShownError};
use crate::ports::ClientStore;
use crate::{Client, Issuer, RequestUri};
use hitkey_kernel::StoreError;
use std::sync::Arc;
use std::time::Duration;

/// The pushed authorization request endpoint (RFC 9126): a client hands its request over before it sends the person,
/// so that nobody on the way can change it.
pub struct Pushing {
    clients: Arc<dyn ClientStore>,
    assertions: Arc<ClientAssertions>,
    requests: Arc<PushedRequests>,
    checks: RequestChecks,
}

/// What tells whether a request is right.
pub struct RequestChecks {
    /// Our own id_tokens are known.
    pub keyring: Arc<Keyring>,
    /// Resources are known.
    pub targets: Arc<Targets>,
    /// Who we are.
    pub issuer: Issuer,
}

/// A request that was taken.
#[derive(Debug)]
pub struct Pushed {
    /// Stands for it at the authorization endpoint, once.
    pub request_uri: RequestUri,
    /// How soon the person has to come.
    pub expires_in: Duration,
}

/// Why a request was not taken. The client is told.
#[derive(Debug, thiserror::Error)]
pub enum PushError {
    /// The client did not prove itself.
    #[error(transparent)]
    Client(#[from] TokenError),
    /// Client or redirect URI are in doubt.
    #[error(transparent)]
    Doubtful(#[from] ShownError),
    /// Something else is wrong with the request.
    #[error(transparent)]
    Refused(#[from] AuthorizeRefusal),
    /// The store could not do its work.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Pushing {
    /// Puts the use case together.
    pub fn new(
        clients: Arc<dyn ClientStore>,
        assertions: Arc<ClientAssertions>,
        requests: Arc<PushedRequests>,
        checks: RequestChecks,
    ) -> Self {
        Self { clients, assertions, requests, checks }
    }

    /// Authenticates the client by `authorization` or `credentials`, as at the token endpoint, checks the request as
    /// the authorization endpoint would, and keeps it.
    ///
    /// # Errors
    /// [`PushError`].
    pub async fn push(
        &self,
        authorization: Option<&str>,
        credentials: &TokenParams,
        params: AuthorizeParams,
    ) -> Result<Pushed, PushError> {
        let client = self.authenticate(authorization, credentials).await?;
        if params.get("request_uri").is_some() {
            return Err(AuthorizeRefusal::Malformed("request_uri").into());
        }
        let params = params.of_client(client.id);
        let resolved = self.requests.resolve(&params, &client).await?;
        let request = RedirectableRequest::new(&resolved.params, client.clone(), &self.checks.issuer)?
            .validate(&self.checks.keyring)
            .map_err(|error| error.refusal)?;
        self.checks.targets.aim(request, resolved.params.resources()).await?;
        let request_uri = self.requests.keep(&client, &resolved.params).await?;
        Ok(Pushed { request_uri, expires_in: WAITS })
    }

    async fn authenticate(
        &self,
        authorization: Option<&str>,
        credentials: &TokenParams,
    ) -> Result<Client, TokenError> {
        let presented = PresentedClient::parse(authorization, credentials)?;
        let presented = self.assertions.admit(presented).await?;
        let client = self.clients.find(presented.id).await?;
        presented.prove(client.as_ref())?;
        Ok(client.ok_or(TokenRefusal::ClientUnauthorized)?)
    }
}

impl From<AuthorizeError> for PushError {
    fn from(error: AuthorizeError) -> Self {
        match error {
            AuthorizeError::Shown(ShownError::RequestRefused(refusal)) => Self::Refused(refusal),
            AuthorizeError::Shown(error) => Self::Doubtful(error),
            AuthorizeError::Redirected(error) => Self::Refused(error.refusal),
            AuthorizeError::Store(error) => Self::Store(error),
        }
    }
}
