use super::minter::{Minted, Order};
use super::{GrantUnit, Minter, TokenAnswer, TokenError, TokenRefusal, TokenRequest};
use crate::ports::{GrantStore, NewRefresh, RedeemCode, RevokeGrant};
use crate::{
    AuthorizationCode, Client, CodeVerifier, Event, Grant, GrantKind, GrantState, OAuthRefreshToken,
    RedirectUri,
};
use hitkey_kernel::{Author, Scribe, Timestamp};
use std::sync::Arc;

/// `grant_type=authorization_code` (RFC 6749 §4.1.3, RFC 7636 §4.5).
///
/// A wrong redirect URI or verifier does not spend the code. Who steals a code without its verifier
/// could otherwise lock out the honest client, and guessing a verifier of 256 bits within ten minutes
/// is no danger. For the same reason only a request that is right in everything else counts as a
/// replay and revokes what the first one got.
pub struct CodeGrant {
    grants: Arc<dyn GrantStore>,
    minter: Arc<Minter>,
    scribe: Scribe,
}

/// What the client presents beside its own credentials.
struct Presented {
    code: AuthorizationCode,
    redirect_uri: RedirectUri,
    verifier: Option<CodeVerifier>,
}

impl CodeGrant {
    /// Puts the unit together.
    pub fn new(grants: Arc<dyn GrantStore>, minter: Arc<Minter>, scribe: Scribe) -> Self {
        Self { grants, minter, scribe }
    }

    async fn redeem(
        &self,
        client: &Client,
        grant: &Grant,
        presented: &Presented,
    ) -> Result<TokenAnswer, TokenError> {
        let now = self.minter.ambient.now();
        if let Err(refusal) = check_redeemable(grant, presented, now) {
            return Err(self.refuse(grant, refusal, now).await?);
        }
        let order = Order {
            client,
            grant,
            scopes: grant.scopes,
            is_first: true,
            person: self.minter.introduce(client, grant, grant.scopes).await?,
            not_after: grant.created_at + self.minter.lifetimes_of(client).grant,
            now,
        };
        let minted = self.minter.mint(&order)?;
        let refresh = client
            .may_use(GrantKind::RefreshToken)
            .then(|| OAuthRefreshToken::generate(self.minter.ambient.random()));
        let command = self.command(&order, presented, refresh.as_ref());
        if !self.grants.redeem(command).await? {
            return Err(self.refuse(grant, TokenRefusal::CodeReplayed, now).await?);
        }
        Ok(answer(grant, minted, refresh))
    }

    fn command(
        &self,
        order: &Order<'_>,
        presented: &Presented,
        refresh: Option<&OAuthRefreshToken>,
    ) -> RedeemCode {
        let (now, lifetimes) = (order.now, self.minter.lifetimes_of(order.client));
        RedeemCode {
            grant: order.grant.id,
            code: presented.code.digest(),
            refresh: refresh.map(|token| NewRefresh {
                digest: token.digest(),
                expires_at: (now + lifetimes.refresh).min(order.not_after),
            }),
            expires_at: if refresh.is_some() { order.not_after } else { now + lifetimes.token },
            now,
        }
    }

    /// A replay ends the grant before it is refused (RFC 6749 §4.1.2).
    async fn refuse(
        &self,
        grant: &Grant,
        refusal: TokenRefusal,
        now: Timestamp,
    ) -> Result<TokenError, TokenError> {
        if refusal == TokenRefusal::CodeReplayed {
            let reused = Event::CodeReused { user: grant.user, client: grant.client };
            let audit = self.scribe.record(&reused, Author::SYSTEM, now);
            self.grants.revoke(RevokeGrant { grant: grant.id, now, audit }).await?;
        }
        Ok(refusal.into())
    }
}

#[async_trait::async_trait]
impl GrantUnit for CodeGrant {
    fn kind(&self) -> GrantKind {
        GrantKind::AuthorizationCode
    }

    async fn handle(&self, request: &TokenRequest) -> Result<TokenAnswer, TokenError> {
        let presented = Presented::parse(request)?;
        let loaded = self.grants.find_by_code(request.client.id, &presented.code.digest()).await?;
        let (client, grant) = request.authenticate(loaded, self.kind())?;
        let grant = grant.ok_or(TokenRefusal::CodeUnknown)?;
        self.redeem(&client, &grant, &presented).await
    }
}

impl Presented {
    fn parse(request: &TokenRequest) -> Result<Self, TokenRefusal> {
        let verifier = request.params.get("code_verifier").map(CodeVerifier::parse).transpose();
        Ok(Self {
            code: AuthorizationCode::parse(request.params.required("code")?),
            redirect_uri: RedirectUri::parse(request.params.required("redirect_uri")?)
                .map_err(|_| TokenRefusal::RedirectUriMismatch)?,
            verifier: verifier.map_err(|_| TokenRefusal::Malformed("code_verifier"))?,
        })
    }
}

/// Whether the grant's code may be redeemed like this. Proof first, then its state.
fn check_redeemable(grant: &Grant, presented: &Presented, now: Timestamp) -> Result<(), TokenRefusal> {
    if !grant.redirect_uri.same_place(&presented.redirect_uri) {
        return Err(TokenRefusal::RedirectUriMismatch);
    }
    match (&grant.challenge, &presented.verifier) {
        (Some(_), None) => return Err(TokenRefusal::VerifierMissing),
        (None, Some(_)) => return Err(TokenRefusal::VerifierUnexpected),
        (Some(challenge), Some(verifier)) if !challenge.is_met_by(verifier) => {
            return Err(TokenRefusal::VerifierWrong);
        }
        _ => {}
    }
    match grant.state {
        GrantState::CodeIssued { expires_at } if now < expires_at => Ok(()),
        GrantState::CodeIssued { .. } => Err(TokenRefusal::CodeExpired),
        GrantState::Redeemed { .. } | GrantState::Revoked { .. } => Err(TokenRefusal::CodeReplayed),
    }
}

fn answer(grant: &Grant, minted: Minted, refresh_token: Option<OAuthRefreshToken>) -> TokenAnswer {
    TokenAnswer {
        access_token: minted.access_token,
        expires_in: minted.expires_in,
        scope: grant.scopes,
        refresh_token,
        id_token: minted.id_token,
    }
}
