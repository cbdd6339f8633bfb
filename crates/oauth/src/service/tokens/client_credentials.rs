use super::super::Targets;
use super::{GrantUnit, Minter, TokenAnswer, TokenError, TokenRefusal, TokenRequest};
use crate::ports::{ClientAnd, ClientStore};
use crate::{GrantKind, ScopeSet};
use std::sync::Arc;

/// `grant_type=client_credentials` (RFC 6749 §4.4): a client stands for itself.
///
/// No grant stands behind such a token, and nobody signed in: it has neither id_token nor refresh token, and opens
/// nothing about people.
pub struct ClientCredentials {
    clients: Arc<dyn ClientStore>,
    targets: Arc<Targets>,
    minter: Arc<Minter>,
}

impl ClientCredentials {
    /// Puts the unit together.
    pub fn new(clients: Arc<dyn ClientStore>, targets: Arc<Targets>, minter: Arc<Minter>) -> Self {
        Self { clients, targets, minter }
    }
}

#[async_trait::async_trait]
impl GrantUnit for ClientCredentials {
    fn kind(&self) -> GrantKind {
        GrantKind::ClientCredentials
    }

    async fn handle(&self, request: &TokenRequest) -> Result<TokenAnswer, TokenError> {
        let client = self.clients.find(request.client.id).await?;
        let loaded = client.map(|client| ClientAnd { client, found: None::<()> });
        let (client, _) = request.authenticate(loaded, self.kind())?;
        if client.authentication.is_public() {
            return Err(TokenRefusal::ClientUnauthorized.into());
        }
        // Unknown scopes are dropped, as everywhere; all that are known ask for something of a person.
        if !ScopeSet::parse(request.params.get("scope").unwrap_or_default()).is_empty() {
            return Err(TokenRefusal::ScopeOfPeople.into());
        }
        let aim = self.targets.named(&client, request.params.resources()).await?;
        let minted = self.minter.mint_for_itself(&client, &aim)?;
        Ok(TokenAnswer {
            access_token: minted.access_token,
            expires_in: minted.expires_in,
            scope: minted.scopes,
            refresh_token: None,
            id_token: None,
        })
    }
}
