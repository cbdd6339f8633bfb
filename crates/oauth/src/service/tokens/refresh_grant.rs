use super::minter::Order;
use super::{GrantUnit, Minter, TokenAnswer, TokenError, TokenRefusal, TokenRequest};
use crate::ports::{
    ExtendRefresh, GrantStore, NewRefresh, PresentedRefresh, RefreshState, RevokeGrant, RotateRefresh,
};
use crate::{Client, Event, Grant, GrantKind, OAuthRefreshToken, Scope, ScopeSet};
use hitkey_kernel::{Author, Scribe, Timestamp};
use std::sync::Arc;

/// `grant_type=refresh_token` (RFC 6749 §6).
///
/// A confidential client keeps its refresh token, which its secret protects; each use moves its end.
/// A public client gets a new one each time, and one that is used twice ends the grant (RFC 9700 §4.14.2).
pub struct RefreshGrant {
    grants: Arc<dyn GrantStore>,
    minter: Arc<Minter>,
    scribe: Scribe,
}

impl RefreshGrant {
    /// Puts the unit together.
    pub fn new(grants: Arc<dyn GrantStore>, minter: Arc<Minter>, scribe: Scribe) -> Self {
        Self { grants, minter, scribe }
    }

    async fn refresh(
        &self,
        client: &Client,
        found: PresentedRefresh,
        request: &TokenRequest,
    ) -> Result<TokenAnswer, TokenError> {
        let now = self.minter.ambient.now();
        if let RefreshState::Used { .. } = found.state {
            return Err(self.refuse_reuse(&found.grant, now).await?);
        }
        check_usable(&found, now)?;
        let scopes = narrowed(found.grant.scopes, request.params.get("scope"))?;
        let order = Order {
            client,
            grant: &found.grant,
            scopes,
            is_first: false,
            not_after: found.grant.expires_at,
            now,
        };
        let minted = self.minter.mint(&order)?;
        let presented = OAuthRefreshToken::parse(request.params.required("refresh_token")?);
        let refresh_token = self.commit(&order, presented).await?;
        Ok(TokenAnswer {
            access_token: minted.access_token,
            expires_in: minted.expires_in,
            scope: scopes,
            refresh_token: Some(refresh_token),
            id_token: minted.id_token,
        })
    }

    /// Extends or rotates the token. Returns the one that is good from now on.
    async fn commit(
        &self,
        order: &Order<'_>,
        presented: OAuthRefreshToken,
    ) -> Result<OAuthRefreshToken, TokenError> {
        let now = order.now;
        let expires_at = (now + self.minter.lifetimes.refresh).min(order.not_after);
        let (grant, token) = (order.grant.id, presented.digest());
        if !order.client.authentication.is_public() {
            let extended =
                self.grants.extend_refresh(ExtendRefresh { token, grant, expires_at, now }).await?;
            return if extended { Ok(presented) } else { Err(TokenRefusal::GrantEnded.into()) };
        }
        let fresh = OAuthRefreshToken::generate(self.minter.ambient.random());
        let successor = NewRefresh { digest: fresh.digest(), expires_at };
        if self.grants.rotate_refresh(RotateRefresh { token, grant, successor, now }).await? {
            Ok(fresh)
        } else {
            Err(self.refuse_reuse(order.grant, now).await?)
        }
    }

    async fn refuse_reuse(&self, grant: &Grant, now: Timestamp) -> Result<TokenError, TokenError> {
        let reused = Event::RefreshReused { user: grant.user, client: grant.client };
        let audit = self.scribe.record(&reused, Author::SYSTEM, now);
        self.grants.revoke(RevokeGrant { grant: grant.id, now, audit }).await?;
        Ok(TokenRefusal::RefreshReused.into())
    }
}

#[async_trait::async_trait]
impl GrantUnit for RefreshGrant {
    fn kind(&self) -> GrantKind {
        GrantKind::RefreshToken
    }

    async fn handle(&self, request: &TokenRequest) -> Result<TokenAnswer, TokenError> {
        let token = OAuthRefreshToken::parse(request.params.required("refresh_token")?);
        let loaded = self.grants.find_by_refresh(request.client.id, &token.digest()).await?;
        let (client, found) = request.authenticate(loaded, self.kind())?;
        self.refresh(&client, found.ok_or(TokenRefusal::RefreshUnknown)?, request).await
    }
}

fn check_usable(found: &PresentedRefresh, now: Timestamp) -> Result<(), TokenRefusal> {
    if !found.grant.is_live(now) {
        return Err(TokenRefusal::GrantEnded);
    }
    if found.expires_at <= now { Err(TokenRefusal::RefreshExpired) } else { Ok(()) }
}

/// What is asked of what was granted. A word that was not granted is refused, known or not.
fn narrowed(granted: ScopeSet, asked: Option<&str>) -> Result<ScopeSet, TokenRefusal> {
    let Some(asked) = asked else { return Ok(granted) };
    let words = asked.split(' ').filter(|word| !word.is_empty());
    let scopes: Option<ScopeSet> = words.map(Scope::from_wire).collect();
    scopes
        .filter(|scopes| scopes.is_subset_of(granted) && !scopes.is_empty())
        .ok_or(TokenRefusal::ScopeExceeded)
}
