//! `/oauth/par`

use super::client_call::ClientCall;
use super::token::NO_STORE;
use crate::error::{OAuthError, OAuthErrorCode};
use crate::extract::{FromPairs, OAuthForm, Pairs, Quota};
use crate::openapi::{About, Credential, PushRequest};
use crate::reply::Created;
use crate::services::Services;
use actix_web::HttpRequest;
use actix_web::http::header;
use actix_web::web::Data;
use hitkey_oauth::AuthorizeParams;
use hitkey_oauth::service::{PushError, TokenParams};
use serde::Serialize;
use utoipa::ToSchema;

/// A pushed request: who sends it, and what it asks for.
pub struct Form {
    credentials: TokenParams,
    params: AuthorizeParams,
}

impl FromPairs for Form {
    type Shape = PushRequest;

    fn from_pairs(pairs: Pairs) -> Result<Self, OAuthError> {
        let params = AuthorizeParams::from_pairs(pairs.clone());
        Ok(Self { credentials: TokenParams::from_pairs(pairs)?, params })
    }
}

/// The answer of RFC 9126 §2.2.
#[derive(Serialize, ToSchema)]
#[schema(as = PushedRequest, example = json!({
    "request_uri": "urn:ietf:params:oauth:request_uri:6esc_11ACC5bwc014ltc14eY22c",
    "expires_in": 90,
}))]
pub struct Body<'a> {
    request_uri: &'a str,
    expires_in: u64,
}

pub(crate) const POST: About =
    About::new("pushRequest", "Hand an authorization request over, and get a name for it that works once.")
        .by(&[Credential::Client, Credential::Nothing])
        .refuses(&[
            OAuthErrorCode::InvalidClient,
            OAuthErrorCode::InvalidRequestObject,
            OAuthErrorCode::UnauthorizedClient,
            OAuthErrorCode::UnsupportedResponseType,
            OAuthErrorCode::RegistrationNotSupported,
            OAuthErrorCode::InvalidTarget,
        ]);

/// `POST /oauth/par` (RFC 9126 §2).
pub async fn post(
    OAuthForm(form): OAuthForm<Form>,
    request: HttpRequest,
    quota: Quota,
    services: Data<Services>,
) -> Result<Created<Body<'static>>, OAuthError> {
    let call = ClientCall::of(&request, &form.credentials);
    let pushed = services.oauth.pushing.push(call.authorization(), &form.credentials, form.params).await;
    match &pushed {
        Err(PushError::Client(error)) => call.count(&quota, Some(error))?,
        // Whoever shows nothing is counted also for what is kept for them.
        _ if !call.shows_secret() => quota.count_stranger()?,
        _ => {}
    }
    let pushed = pushed?;
    let body = Body { request_uri: pushed.request_uri.expose(), expires_in: pushed.expires_in.as_secs() };
    Ok(Created::of(body).with_header(header::CACHE_CONTROL, NO_STORE))
}

impl From<PushError> for OAuthError {
    fn from(error: PushError) -> Self {
        match error {
            PushError::Client(error) => error.into(),
            PushError::Doubtful(error) => error.into(),
            PushError::Refused(refusal) => Self::new(refusal.code().into(), refusal.to_string()),
            PushError::Store(error) => error.into(),
        }
    }
}
