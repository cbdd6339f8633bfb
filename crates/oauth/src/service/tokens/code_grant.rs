use super::super::Targets;
use super::minter::{Minted, Order};
use super::{GrantUnit, Minter, TokenAnswer, TokenError, TokenRefusal, TokenRequest};
use crate::ports::{GrantStore, NewRefresh, RedeemCode, RevokeGrant};
use crate::{
    AuthorizationCode, AuthorizationCodeDigest, Client, CodeVerifier, Event, Grant, GrantKind, GrantState,
    OAuthRefreshToken, RedirectUri,
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
    targets: Arc<Targets>,
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
    pub fn new(
        grants: Arc<dyn GrantStore>,
        targets: Arc<Targets>,
        minter: Arc<Minter>,
        scribe: Scribe,
    ) -> Self {
        Self { grants, targets, minter, scribe }
    }

    async fn redeem(
        &self,
        client: &Client,
        grant: &Grant,
        presented: &Presented,
        asked: &[String],
    ) -> Result<TokenAnswer, TokenError> {
        check_proof(grant, presented)?;
        match self.spend(client, grant, &presented.code.digest(), asked).await {
            Err(TokenError::Refused(TokenRefusal::CodeReplayed)) => Err(self.end_replayed(grant).await?),
            spent => spent,
        }
    }

    /// Exchanges the code of a grant for tokens, for the resources that are `asked` for, if it waits for that; whoever
    /// presents it proved what had to be proved.
    pub(super) async fn spend(
        &self,
        client: &Client,
        grant: &Grant,
        code: &AuthorizationCodeDigest,
        asked: &[String],
    ) -> Result<TokenAnswer, TokenError> {
        let now = self.minter.ambient.now();
        check_state(grant, now)?;
        let order = Order {
            client,
            grant,
            scopes: grant.scopes,
            aim: self.targets.granted(client, &grant.resources, asked).await?,
            is_first: true,
            person: self.minter.introduce(client, grant, grant.scopes).await?,
            not_after: grant.created_at + self.minter.lifetimes_of(client).grant,
            now,
        };
        let minted = self.minter.mint(&order)?;
        let refresh = client
            .may_use(GrantKind::RefreshToken)
            .then(|| OAuthRefreshToken::generate(self.minter.ambient.random()));
        let command = self.command(&order, *code, refresh.as_ref());
        if !self.grants.redeem(command).await? {
            return Err(TokenRefusal::CodeReplayed.into());
        }
        Ok(answer(minted, refresh))
    }

    fn command(
        &self,
        order: &Order<'_>,
        code: AuthorizationCodeDigest,
        refresh: Option<&OAuthRefreshToken>,
    ) -> RedeemCode {
        let (now, lifetimes) = (order.now, self.minter.lifetimes_of(order.client));
        RedeemCode {
            grant: order.grant.id,
            code,
            refresh: refresh.map(|token| NewRefresh {
                digest: token.digest(),
                expires_at: (now + lifetimes.refresh).min(order.not_after),
            }),
            expires_at: if refresh.is_some() { order.not_after } else { now + lifetimes.token },
            now,
        }
    }

    /// A replay ends the grant before it is refused (RFC 6749 §4.1.2).
    async fn end_replayed(&self, grant: &Grant) -> Result<TokenError, TokenError> {
        let now = self.minter.ambient.now();
        let reused = Event::CodeReused { user: grant.user, client: grant.client };
        let audit = self.scribe.record(&reused, Author::SYSTEM, now);
        self.grants.revoke(RevokeGrant { grant: grant.id, now, audit }).await?;
        Ok(TokenRefusal::CodeReplayed.into())
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
        self.redeem(&client, &grant, &presented, request.params.resources()).await
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

/// Whether whoever presents the code may have it. Comes before the state of the code, which is nobody else's business.
fn check_proof(grant: &Grant, presented: &Presented) -> Result<(), TokenRefusal> {
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
    Ok(())
}

fn check_state(grant: &Grant, now: Timestamp) -> Result<(), TokenRefusal> {
    match grant.state {
        GrantState::CodeIssued { expires_at } if now < expires_at => Ok(()),
        GrantState::CodeIssued { .. } => Err(TokenRefusal::CodeExpired),
        GrantState::Redeemed { .. } | GrantState::Revoked { .. } => Err(TokenRefusal::CodeReplayed),
    }
}

fn answer(minted: Minted, refresh_token: Option<OAuthRefreshToken>) -> TokenAnswer {
    TokenAnswer {
        access_token: minted.access_token,
        expires_in: minted.expires_in,
        scope: minted.scopes,
        refresh_token,
        id_token: minted.id_token,
    }
}
