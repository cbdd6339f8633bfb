use super::super::ClientAssertions;
use super::{PresentedClient, TokenAnswer, TokenError, TokenParams, TokenRefusal};
use crate::ports::ClientAnd;
use crate::{Client, GrantKind};
use std::sync::Arc;

/// What the token endpoint does for one grant type.
///
/// To add a grant type, implement this and register it with [`Tokens::new`]; discovery follows.
#[async_trait::async_trait]
pub trait GrantUnit: Send + Sync {
    /// The grant type.
    fn kind(&self) -> GrantKind;

    /// Authenticates the client and exchanges what it presents for tokens: at most one read and one
    /// write transaction.
    ///
    /// # Errors
    /// [`TokenError`].
    async fn handle(&self, request: &TokenRequest) -> Result<TokenAnswer, TokenError>;
}

/// A request to the token endpoint, taken apart. The client is not authenticated yet: a grant unit does
/// that with the same read that loads the grant.
#[derive(Debug)]
pub struct TokenRequest {
    /// Its parameters.
    pub params: TokenParams,
    /// Who the client says it is, and how it proves that.
    pub client: PresentedClient,
}

impl TokenRequest {
    /// Authenticates the client that was loaded along with what it presents, and asks whether it may use
    /// the grant type.
    ///
    /// # Errors
    /// `invalid_client` or `unauthorized_client`.
    pub fn authenticate<T>(
        &self,
        loaded: Option<ClientAnd<T>>,
        kind: GrantKind,
    ) -> Result<(Client, Option<T>), TokenRefusal> {
        self.client.prove(loaded.as_ref().map(|loaded| &loaded.client))?;
        match loaded {
            Some(ClientAnd { client, found }) if client.may_use(kind) => Ok((client, found)),
            _ => Err(TokenRefusal::ClientUnauthorized),
        }
    }
}

/// The token endpoint.
pub struct Tokens {
    units: Vec<Arc<dyn GrantUnit>>,
    assertions: Option<Arc<ClientAssertions>>,
}

impl Tokens {
    /// Registers the grant types.
    pub fn new(units: Vec<Arc<dyn GrantUnit>>) -> Self {
        Self { units, assertions: None }
    }

    /// Takes clients that prove themselves by a JWT, too. Without this no JWT proves anything.
    #[must_use]
    pub fn with_assertions(self, assertions: Arc<ClientAssertions>) -> Self {
        Self { assertions: Some(assertions), ..self }
    }

    /// The registered grant types, for discovery.
    pub fn kinds(&self) -> Vec<GrantKind> {
        self.units.iter().map(|unit| unit.kind()).collect()
    }

    /// Answers a request. `authorization` is the value of the header of that name, if there is one.
    ///
    /// # Errors
    /// [`TokenError::Refused`] with an error of RFC 6749 §5.2; everything else is the server's fault.
    pub async fn exchange(
        &self,
        authorization: Option<&str>,
        params: TokenParams,
    ) -> Result<TokenAnswer, TokenError> {
        let unit = self.unit(params.required("grant_type")?)?;
        let client = PresentedClient::parse(authorization, &params)?;
        let client = match &self.assertions {
            Some(assertions) => assertions.admit(client).await?,
            None => client,
        };
        unit.handle(&TokenRequest { params, client }).await
    }

    fn unit(&self, name: &str) -> Result<&dyn GrantUnit, TokenRefusal> {
        let unit = self.units.iter().find(|unit| unit.kind().as_str() == name);
        unit.map(|unit| &**unit).ok_or(TokenRefusal::GrantTypeUnsupported)
    }
}
