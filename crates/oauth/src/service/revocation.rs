use super::{AccessTokens, ClientAssertions, TokenError, TokenParams};
use crate::claims::AccessTokenClaims;
use crate::ports::{GrantStore, RevokeGrant, RevokeToken, RevokedTokens, Subjects};
use crate::{Client, Event, OAuthRefreshToken, ScopeSet};
use hitkey_kernel::{Ambient, Author, ClientId, GrantId, Scribe, Timestamp, UserId};
use std::sync::Arc;

/// Lets clients give tokens back (RFC 7009).
///
/// Either kind of token ends the grant behind it, and with it every token that came of it (§2.1 leaves that to us): an
/// access token is a JWT which is good as long as its grant lives, so its end is the grant's. A token with which a client
/// stands for itself has no grant; it is remembered until it expires.
///
/// `token_type_hint` is not needed, since one look tells which kind a token is.
pub struct Revocation {
    ports: RevocationPorts,
    tokens: Arc<AccessTokens>,
    scribe: Scribe,
    ambient: Ambient,
}

/// What [`Revocation`] needs from the world.
#[derive(Clone)]
pub struct RevocationPorts {
    /// Takes clients that sign.
    pub assertions: Arc<ClientAssertions>,
    /// Keeps grants.
    pub grants: Arc<dyn GrantStore>,
    /// Knows whose a grant is.
    pub subjects: Arc<dyn Subjects>,
    /// Remembers tokens without a grant.
    pub revoked: Arc<dyn RevokedTokens>,
}

impl Revocation {
    /// Puts the use case together.
    pub fn new(ports: RevocationPorts, tokens: Arc<AccessTokens>, scribe: Scribe, ambient: Ambient) -> Self {
        Self { ports, tokens, scribe, ambient }
    }

    /// Ends what hangs on a token of this client. Does nothing when it is unknown or another client's, and does not tell
    /// (§2.2). `authorization` is the value of the header of that name, if there is one.
    ///
    /// # Errors
    /// [`TokenError`]: `invalid_client` or `invalid_request`.
    pub async fn revoke(&self, authorization: Option<&str>, params: &TokenParams) -> Result<(), TokenError> {
        let presented = self.ports.assertions.present(authorization, params).await?;
        let token = params.required("token")?;
        let digest = OAuthRefreshToken::parse(token).digest();
        let loaded = self.ports.grants.find_by_refresh(presented.id, &digest).await?;
        presented.prove(loaded.as_ref().map(|loaded| &loaded.client))?;
        let Some(loaded) = loaded else { return Ok(()) };
        match loaded.found {
            Some(found) => self.end_grant(found.grant.id, found.grant.user, loaded.client.id).await,
            None => self.revoke_access_token(&loaded.client, token).await,
        }
    }

    async fn revoke_access_token(&self, client: &Client, token: &str) -> Result<(), TokenError> {
        let claims = self.tokens.verify(token).ok().filter(|claims| claims.client_id == client.id);
        let Some(claims) = claims else { return Ok(()) };
        match claims.gid {
            Some(grant) => self.end_grant_behind(grant, client.id).await,
            None => self.remember(client, &claims).await,
        }
    }

    async fn end_grant_behind(&self, grant: GrantId, client: ClientId) -> Result<(), TokenError> {
        let subject = self.ports.subjects.behind(grant, ScopeSet::EMPTY, self.ambient.now()).await?;
        match subject.filter(|subject| subject.client == client) {
            Some(subject) => self.end_grant(grant, subject.user, client).await,
            None => Ok(()),
        }
    }

    async fn end_grant(&self, grant: GrantId, user: UserId, client: ClientId) -> Result<(), TokenError> {
        let now = self.ambient.now();
        let audit = self.scribe.record(&Event::GrantRevoked { user, client }, Author::SYSTEM, now);
        Ok(self.ports.grants.revoke(RevokeGrant { grant, now, audit }).await?)
    }

    async fn remember(&self, client: &Client, claims: &AccessTokenClaims) -> Result<(), TokenError> {
        let (user, project) = (client.owner.user(), client.owner.project());
        let event = Event::TokenRevoked { user, project, client: client.id };
        let audit = self.scribe.record(&event, Author::SYSTEM, self.ambient.now());
        let expires_at = Timestamp::from_unix_micros(claims.exp * 1_000_000);
        let command = RevokeToken { jti: claims.jti.clone(), expires_at, audit };
        Ok(self.ports.revoked.revoke(command).await?)
    }
}
