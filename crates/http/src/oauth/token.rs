//! `/oauth/token`

use super::client_call::ClientCall;
use crate::error::{Challenge, OAuthError, OAuthErrorCode};
use crate::extract::{FromPairs, OAuthForm, Pairs, Quota};
use crate::openapi::{About, Credential, TokenRequest};
use crate::reply::Reply;
use crate::services::Services;
use actix_web::HttpRequest;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::Data;
use hitkey_oauth::service::{TokenAnswer, TokenError, TokenErrorCode, TokenParams, TokenRefusal};
use serde::Serialize;
use utoipa::ToSchema;

pub(super) const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
const NO_CACHE: HeaderValue = HeaderValue::from_static("no-cache");

impl FromPairs for TokenParams {
    type Shape = TokenRequest;

    fn from_pairs(pairs: Pairs) -> Result<Self, OAuthError> {
        Ok(Self::from_pairs(pairs)?)
    }
}

/// The answer of RFC 6749 §5.1.
#[derive(Serialize, ToSchema)]
#[schema(as = TokenAnswer, example = json!({
    "access_token": "eyJ0eXAiOiJhdCtqd3Qi…",
    "token_type": "Bearer",
    "expires_in": 3600,
    "scope": "openid email",
}))]
pub struct Body<'a> {
    access_token: &'a str,
    token_type: &'static str,
    expires_in: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id_token: Option<&'a str>,
}

impl<'a> Body<'a> {
    fn of(answer: &'a TokenAnswer) -> Self {
        Self {
            access_token: answer.access_token.expose(),
            token_type: "Bearer",
            expires_in: answer.expires_in.as_secs(),
            scope: (!answer.scope.is_empty()).then(|| answer.scope.to_string()),
            refresh_token: answer.refresh_token.as_ref().map(|token| token.expose()),
            id_token: answer.id_token.as_ref().map(|token| token.expose()),
        }
    }
}

pub(crate) const POST: About = About::new(
    "exchangeToken",
    "Exchange a code or a refresh token for tokens, or get one for the client itself.",
)
.by(&[Credential::Client, Credential::Nothing])
.refuses(&[
    OAuthErrorCode::InvalidClient,
    OAuthErrorCode::InvalidGrant,
    OAuthErrorCode::UnauthorizedClient,
    OAuthErrorCode::UnsupportedGrantType,
    OAuthErrorCode::InvalidScope,
    OAuthErrorCode::InvalidTarget,
    OAuthErrorCode::AuthorizationPending,
    OAuthErrorCode::SlowDown,
    OAuthErrorCode::ExpiredToken,
    OAuthErrorCode::AccessDenied,
]);

/// `POST /oauth/token` (RFC 6749 §3.2), as a form or as JSON.
pub async fn post(
    OAuthForm(params): OAuthForm<TokenParams>,
    request: HttpRequest,
    quota: Quota,
    services: Data<Services>,
) -> Result<Reply<Body<'static>>, OAuthError> {
    let grant_type = counted_as(params.get("grant_type"));
    let call = ClientCall::of(&request, &params);
    let answer = services.oauth.tokens.exchange(call.authorization(), params).await;
    call.count(&quota, answer.as_ref().err())?;
    let answer = answer?;
    if let Some(telemetry) = services.telemetry() {
        telemetry.tokens_issued(grant_type);
    }
    Ok(Reply::of(Body::of(&answer))
        .with_header(header::CACHE_CONTROL, NO_STORE)
        .with_header(header::PRAGMA, NO_CACHE))
}

/// The grant type as it is counted.
fn counted_as(grant_type: Option<&str>) -> &'static str {
    const KNOWN: [&str; 3] = ["authorization_code", "refresh_token", "client_credentials"];
    match grant_type {
        Some("urn:ietf:params:oauth:grant-type:device_code") => "device_code",
        other => KNOWN.into_iter().find(|known| Some(*known) == other).unwrap_or("other"),
    }
}

impl From<TokenError> for OAuthError {
    fn from(error: TokenError) -> Self {
        match error {
            TokenError::Refused(refusal) => refusal.into(),
            TokenError::Store(error) => error.into(),
            TokenError::Mint(error) => Self::internal(error),
        }
    }
}

impl From<TokenRefusal> for OAuthError {
    fn from(refusal: TokenRefusal) -> Self {
        let error = Self::new(refusal.code().into(), refusal.to_string());
        if refusal.wants_basic_challenge() { error.with_challenge(Challenge::Basic) } else { error }
    }
}

impl From<TokenErrorCode> for OAuthErrorCode {
    fn from(code: TokenErrorCode) -> Self {
        match code {
            TokenErrorCode::InvalidRequest => Self::InvalidRequest,
            TokenErrorCode::InvalidClient => Self::InvalidClient,
            TokenErrorCode::InvalidGrant => Self::InvalidGrant,
            TokenErrorCode::UnauthorizedClient => Self::UnauthorizedClient,
            TokenErrorCode::UnsupportedGrantType => Self::UnsupportedGrantType,
            TokenErrorCode::InvalidScope => Self::InvalidScope,
            TokenErrorCode::InvalidTarget => Self::InvalidTarget,
            TokenErrorCode::AuthorizationPending => Self::AuthorizationPending,
            TokenErrorCode::SlowDown => Self::SlowDown,
            TokenErrorCode::ExpiredToken => Self::ExpiredToken,
            TokenErrorCode::AccessDenied => Self::AccessDenied,
        }
    }
}
