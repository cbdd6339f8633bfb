use super::super::Targets;
use super::minter::{Minted, Order};
use super::succession::Succession;
use super::{GrantUnit, Minter, TokenAnswer, TokenError, TokenRefusal, TokenRequest};
use crate::ports::{
    Deriver, ExtendRefresh, GrantStore, NewRefresh, PresentedRefresh, RefreshState, RevokeGrant,
    RotateRefresh,
};
use crate::{Client, Event, Grant, GrantKind, OAuthRefreshToken, Scope, ScopeSet};
use hitkey_kernel::{Author, ClientId, Scribe, Timestamp};
use std::sync::Arc;

/// `grant_type=refresh_token` (RFC 6749 §6).
///
/// A client that does not rotate keeps its refresh token, which its secret protects; each use moves its end. One
/// that does gets a new one each time, and one that is used again ends the grant (RFC 9700 §4.14.2), but not within
/// ten seconds of its use ([`Lifetimes::rotation_overlap`](crate::Lifetimes::rotation_overlap)). An honest client
/// may send the same token twice: from two tabs, or because an answer got lost. Within that window an old token leads
/// to the same successor and, if that was itself exchanged meanwhile, on to the one that is good now: never to a dead
/// one, with which the client would accuse itself later. Who stole a token and uses it in time shares the successor
/// with its owner, and is found out as soon as both have used that.
pub struct RefreshGrant {
    grants: Arc<dyn GrantStore>,
    targets: Arc<Targets>,
    minter: Arc<Minter>,
    succession: Succession,
    scribe: Scribe,
}

/// How many exchanges within the window an old token is led past. No honest client makes so many.
const MOST_STEPS: usize = 16;

/// A refresh token, and what the store tells of it.
struct Held {
    token: OAuthRefreshToken,
    found: PresentedRefresh,
}

impl RefreshGrant {
    /// Puts the unit together.
    pub fn new(
        grants: Arc<dyn GrantStore>,
        targets: Arc<Targets>,
        minter: Arc<Minter>,
        deriver: Arc<dyn Deriver>,
        scribe: Scribe,
    ) -> Self {
        Self { grants, targets, minter, succession: Succession::new(deriver), scribe }
    }

    async fn refresh(
        &self,
        client: &Client,
        presented: Held,
        request: &TokenRequest,
    ) -> Result<TokenAnswer, TokenError> {
        let now = self.minter.ambient.now();
        let is_fresh = presented.found.state == RefreshState::Fresh;
        let held = if is_fresh { presented } else { self.good_instead(client.id, presented, now).await? };
        check_usable(&held.found, now)?;
        let grant = &held.found.grant;
        let scopes = narrowed(client.tokens.allowed(grant.scopes), request.params.get("scope"))?;
        let person = self.minter.introduce(client, grant, scopes).await?;
        let aim = self.targets.granted(client, &grant.resources, request.params.resources()).await?;
        let not_after = grant.expires_at;
        let order = Order { client, grant, scopes, aim, is_first: false, person, not_after, now };
        let minted = self.minter.mint(&order)?;
        let token = if is_fresh { self.commit(&order, &held.token).await? } else { held.token.clone() };
        Ok(answer(minted, token))
    }

    /// Extends or rotates a fresh token. Returns the one that is good from now on.
    async fn commit(
        &self,
        order: &Order<'_>,
        token: &OAuthRefreshToken,
    ) -> Result<OAuthRefreshToken, TokenError> {
        let now = order.now;
        let expires_at = (now + self.minter.lifetimes_of(order.client).refresh).min(order.not_after);
        let (grant, digest) = (order.grant.id, token.digest());
        let next = if order.client.rotates_refresh() { self.succession.after(token) } else { token.clone() };
        let done = if order.client.rotates_refresh() {
            let successor = NewRefresh { digest: next.digest(), expires_at };
            self.grants.rotate_refresh(RotateRefresh { token: digest, grant, successor, now }).await?
        } else {
            self.grants.extend_refresh(ExtendRefresh { token: digest, grant, expires_at, now }).await?
        };
        if done { Ok(next) } else { self.after_a_lost_race(order, token).await }
    }

    /// Somebody used the token, or ended its grant, after it was looked up.
    async fn after_a_lost_race(
        &self,
        order: &Order<'_>,
        token: &OAuthRefreshToken,
    ) -> Result<OAuthRefreshToken, TokenError> {
        let held = self.look_up(order.client.id, token.clone()).await?;
        if held.found.state == RefreshState::Fresh {
            return Err(TokenRefusal::GrantEnded.into());
        }
        let held = self.good_instead(order.client.id, held, order.now).await?;
        check_usable(&held.found, order.now)?;
        Ok(held.token)
    }

    /// The fresh token that a used one leads to, as long as it does; afterwards its use is abuse.
    async fn good_instead(&self, client: ClientId, used: Held, now: Timestamp) -> Result<Held, TokenError> {
        let mut held = used;
        if self.leads_on(&held.found, now) {
            for _ in 0..MOST_STEPS {
                held = self.look_up(client, self.succession.after(&held.token)).await?;
                if held.found.state == RefreshState::Fresh {
                    return Ok(held);
                }
            }
        }
        Err(self.refuse_reuse(&held.found.grant, now).await?)
    }

    fn leads_on(&self, used: &PresentedRefresh, now: Timestamp) -> bool {
        match used.state {
            RefreshState::Fresh => true,
            RefreshState::Used { at } => now < at + self.minter.lifetimes.rotation_overlap,
        }
    }

    /// A token of which was known a moment ago that it exists.
    async fn look_up(&self, client: ClientId, token: OAuthRefreshToken) -> Result<Held, TokenError> {
        let loaded = self.grants.find_by_refresh(client, &token.digest()).await?;
        let found = loaded.and_then(|loaded| loaded.found).ok_or(TokenRefusal::GrantEnded)?;
        Ok(Held { token, found })
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
        let found = found.ok_or(TokenRefusal::RefreshUnknown)?;
        self.refresh(&client, Held { token, found }, request).await
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

fn answer(minted: Minted, refresh_token: OAuthRefreshToken) -> TokenAnswer {
    TokenAnswer {
        access_token: minted.access_token,
        expires_in: minted.expires_in,
        scope: minted.scopes,
        refresh_token: Some(refresh_token),
        id_token: minted.id_token,
    }
}
