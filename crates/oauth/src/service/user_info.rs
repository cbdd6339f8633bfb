use super::{AccessTokens, TokenRejected};
use crate::claims::{AccessTokenClaims, ClaimSet, UserInfoClaims, user_info_claims};
use crate::ports::Subjects;
use crate::{Scope, ScopeSet};
use hitkey_kernel::{Ambient, StoreError, UserId};
use std::sync::Arc;

/// Tells a client about the person who allowed it (OpenID Connect Core §5.3).
///
/// A token without `openid` is good here too and gets `sub` and `id`: HitKey serves plain OAuth clients
/// that ask for `profile` or `email` alone, and the grant itself proves that the person allowed it.
pub struct UserInfo {
    tokens: Arc<AccessTokens>,
    subjects: Arc<dyn Subjects>,
    ambient: Ambient,
}

/// Why nothing is told.
#[derive(Debug, thiserror::Error)]
pub enum UserInfoError {
    /// The token is no good (`invalid_token`, RFC 6750 §3.1).
    #[error(transparent)]
    Rejected(#[from] TokenRejected),
    /// The person or the client ended the grant (`invalid_token`).
    #[error("the grant behind the access token has ended")]
    GrantEnded,
    /// The store could not do its work.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl UserInfo {
    /// Puts the use case together.
    pub fn new(tokens: Arc<AccessTokens>, subjects: Arc<dyn Subjects>, ambient: Ambient) -> Self {
        Self { tokens, subjects, ambient }
    }

    /// What the token opens of the person behind it. One read.
    ///
    /// # Errors
    /// [`UserInfoError`].
    pub async fn tell(&self, access_token: &str) -> Result<UserInfoClaims, UserInfoError> {
        self.tell_holder(&*self.verify(access_token)?).await
    }

    /// The first half of [`tell`](Self::tell): what a good token says of itself. No read.
    ///
    /// # Errors
    /// [`TokenRejected`].
    pub fn verify(&self, access_token: &str) -> Result<Arc<AccessTokenClaims>, TokenRejected> {
        let claims = self.tokens.verify(access_token)?;
        if !claims.is_for_client() {
            return Err(TokenRejected::Elsewhere);
        }
        if claims.gid.is_some() { Ok(claims) } else { Err(TokenRejected::NoPerson) }
    }

    /// The second half, for a token that was verified. One read.
    ///
    /// # Errors
    /// [`UserInfoError`].
    pub async fn tell_holder(&self, claims: &AccessTokenClaims) -> Result<UserInfoClaims, UserInfoError> {
        let (asked, grant) = (claims.scopes(), claims.gid.ok_or(TokenRejected::NoPerson)?);
        let subject = self.subjects.behind(grant, asked, self.ambient.now()).await?;
        let subject = subject
            .filter(|subject| subject.client == claims.client_id && may_be(subject.user, &claims.sub))
            .ok_or(UserInfoError::GrantEnded)?;
        let wanted = wanted(asked.intersection(subject.scopes), subject.claims);
        Ok(user_info_claims(&claims.sub, subject, wanted))
    }
}

/// A public name says who it is; who a pairwise one is can't be told from it.
fn may_be(user: UserId, sub: &str) -> bool {
    sub.parse().map_or(true, |named: UserId| named == user)
}

/// What was asked for claim by claim is told to a token with `openid`, which alone makes sense of it.
fn wanted(scopes: ScopeSet, claims: ClaimSet) -> ClaimSet {
    let opened = ClaimSet::opened_by(scopes);
    if scopes.contains(Scope::OpenId) { opened.union(claims) } else { opened }
}
