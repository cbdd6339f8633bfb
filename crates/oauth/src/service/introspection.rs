mod answer;

pub use answer::{ActiveToken, Introspected};

use super::{
    AccessTokens, ClientAssertions, PresentedClient, SubjectNames, Targets, TokenError, TokenParams,
};
use crate::claims::AccessTokenClaims;
use crate::ports::{
    ApiClients, ClientStore, GrantStore, PresentedRefresh, RefreshState, RevokedTokens, Subjects,
};
use crate::{Client, ClientOwner, Issuer, OAuthRefreshToken};
use hitkey_kernel::{Ambient, ClientId, GrantId, StoreError};
use std::sync::Arc;

/// Tells confidential clients about tokens (RFC 7662), as they stand at that moment.
///
/// A client sees its own tokens, and the access tokens of every client of its project: that is how a service of the
/// project judges who calls it. A token for resources (RFC 8707) is seen by the clients of their projects, whoever got
/// it, and by nobody else. Of an API client a client sees what that may in its own project. Refresh tokens are nobody's business but their client's. Of any other token it learns no
/// more than of one that never was.
pub struct Introspection {
    ports: IntrospectionPorts,
    tokens: Arc<AccessTokens>,
    names: SubjectNames,
    issuer: Issuer,
    ambient: Ambient,
}

/// What [`Introspection`] needs from the world.
#[derive(Clone)]
pub struct IntrospectionPorts {
    /// Keeps clients.
    pub clients: Arc<dyn ClientStore>,
    /// Resources are known.
    pub targets: Arc<Targets>,
    /// Takes clients that sign.
    pub assertions: Arc<ClientAssertions>,
    /// Keeps grants.
    pub grants: Arc<dyn GrantStore>,
    /// Knows who is behind a live grant.
    pub subjects: Arc<dyn Subjects>,
    /// Remembers tokens without a grant.
    pub revoked: Arc<dyn RevokedTokens>,
    /// Knows the tokens of API clients.
    pub api_clients: Arc<dyn ApiClients>,
}

impl Introspection {
    /// Puts the use case together.
    pub fn new(
        ports: IntrospectionPorts,
        tokens: Arc<AccessTokens>,
        names: SubjectNames,
        (issuer, ambient): (Issuer, Ambient),
    ) -> Self {
        Self { ports, tokens, names, issuer, ambient }
    }

    /// What `token` of `params` is worth now, if it concerns the client that asks. `authorization` is the value of the
    /// header of that name, if there is one.
    ///
    /// # Errors
    /// [`TokenError`]: `invalid_client`, also for a public client, or `invalid_request`.
    pub async fn introspect(
        &self,
        authorization: Option<&str>,
        params: &TokenParams,
    ) -> Result<Introspected, TokenError> {
        let presented = self.ports.assertions.present(authorization, params).await?;
        let token = params.required("token")?;
        let told = match self.tokens.verify(token) {
            Ok(claims) => {
                let asker = presented.prove_confidential(self.ports.clients.find(presented.id).await?)?;
                self.access_token(&asker, &claims).await?
            }
            Err(_) if self.ports.api_clients.is_meant(token) => {
                let asker = presented.prove_confidential(self.ports.clients.find(presented.id).await?)?;
                self.api_client(&asker, token).await?
            }
            Err(_) => self.refresh_token(&presented, token).await?,
        };
        Ok(told.unwrap_or_default())
    }

    async fn access_token(
        &self,
        asker: &Client,
        claims: &AccessTokenClaims,
    ) -> Result<Option<Introspected>, StoreError> {
        let concerns = match claims.is_for_client() {
            true => self.sees(asker, claims.client_id).await?,
            false => self.serves(asker, claims).await?,
        };
        if !concerns {
            return Ok(None);
        }
        match claims.gid {
            Some(grant) => self.with_grant(claims, grant).await,
            None if self.ports.revoked.is_revoked(&claims.jti).await? => Ok(None),
            None => Ok(Some(Introspected::access_token(claims, claims.scopes()))),
        }
    }

    async fn with_grant(
        &self,
        claims: &AccessTokenClaims,
        grant: GrantId,
    ) -> Result<Option<Introspected>, StoreError> {
        let scopes = claims.scopes();
        let subject = self.ports.subjects.behind(grant, scopes, self.ambient.now()).await?;
        let subject = subject.filter(|subject| subject.client == claims.client_id);
        Ok(subject.map(|subject| {
            Introspected::access_token(claims, scopes.intersection(subject.scopes)).of_person(subject.profile)
        }))
    }

    /// What an API client may in the project of the client that asks.
    async fn api_client(&self, asker: &Client, token: &str) -> Result<Option<Introspected>, StoreError> {
        let ClientOwner::Project(project) = asker.owner else { return Ok(None) };
        let worth = self.ports.api_clients.worth(token, project).await?;
        Ok(worth.map(|worth| {
            let sub = worth.user.map(|user| self.names.sub(&asker.subject_type, user));
            Introspected::api_client(&self.issuer, worth, sub)
        }))
    }

    /// Whether the client may see access tokens of the other one, which must still be there.
    async fn sees(&self, asker: &Client, other: ClientId) -> Result<bool, StoreError> {
        if asker.id == other {
            return Ok(true);
        }
        let ClientOwner::Project(_) = asker.owner else { return Ok(false) };
        Ok(self.ports.clients.find(other).await?.is_some_and(|other| other.owner == asker.owner))
    }

    /// Whether the token is for a resource of the project of the client that asks, and its holder could still have it.
    /// Else it was made for somebody else, and whoever took it here would be deceived.
    async fn serves(&self, asker: &Client, claims: &AccessTokenClaims) -> Result<bool, StoreError> {
        let ClientOwner::Project(project) = asker.owner else { return Ok(false) };
        let Some(holder) = self.ports.clients.find(claims.client_id).await? else { return Ok(false) };
        let aim = self.ports.targets.still(&holder, claims.aud.names()).await?;
        Ok(aim.resources().iter().any(|resource| resource.project == project))
    }

    async fn refresh_token(
        &self,
        presented: &PresentedClient,
        token: &str,
    ) -> Result<Option<Introspected>, TokenError> {
        let digest = OAuthRefreshToken::parse(token).digest();
        let loaded = self.ports.grants.find_by_refresh(presented.id, &digest).await?;
        let (client, found) = loaded.map(|loaded| (loaded.client, loaded.found)).unzip();
        let client = presented.prove_confidential(client)?;
        let found = found.flatten().filter(|found| self.is_good(found));
        Ok(found.map(|found| {
            let known_as = self.names.known_as(&client.subject_type, found.grant.user, found.grant.session);
            Introspected::refresh_token(&self.issuer, &found, known_as)
        }))
    }

    fn is_good(&self, found: &PresentedRefresh) -> bool {
        let now = self.ambient.now();
        found.state == RefreshState::Fresh && now < found.expires_at && found.grant.is_live(now)
    }
}
