//! `/oauth/device_authorization`

use super::client_call::ClientCall;
use super::token::NO_STORE;
use crate::error::{OAuthError, OAuthErrorCode};
use crate::extract::{FromPairs, OAuthForm, Pairs, Quota};
use crate::openapi::{About, Credential, DeviceAuthorizationRequest};
use crate::reply::Reply;
use crate::services::Services;
use actix_web::HttpRequest;
use actix_web::http::header;
use actix_web::web::Data;
use hitkey_oauth::service::{DeviceAnswer, TokenParams};
use serde::Serialize;
use utoipa::ToSchema;

/// The parameters: those of a token request that tell the client and what it wants.
pub struct Params(TokenParams);

impl FromPairs for Params {
    type Shape = DeviceAuthorizationRequest;

    fn from_pairs(pairs: Pairs) -> Result<Self, OAuthError> {
        Ok(Self(TokenParams::from_pairs(pairs)?))
    }
}

/// The answer of RFC 8628 §3.2.
#[derive(Serialize, ToSchema)]
#[schema(as = DeviceAuthorizationAnswer, example = json!({
    "device_code": "GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS",
    "user_code": "WDJB-MJHT",
    "verification_uri": "https://id.example.org/device",
    "verification_uri_complete": "https://id.example.org/device?user_code=WDJB-MJHT",
    "expires_in": 600,
    "interval": 5,
}))]
pub struct Body {
    device_code: String,
    user_code: String,
    verification_uri: String,
    verification_uri_complete: String,
    expires_in: u64,
    interval: u64,
}

impl Body {
    fn of(answer: DeviceAnswer) -> Self {
        Self {
            device_code: answer.device_code.expose().to_owned(),
            user_code: answer.user_code.to_string(),
            verification_uri: answer.verification_uri,
            verification_uri_complete: answer.verification_uri_complete,
            expires_in: answer.expires_in.as_secs(),
            interval: answer.interval.as_secs(),
        }
    }
}

pub(crate) const POST: About =
    About::new("authorizeDevice", "Get the codes by which a person allows a device without a browser.")
        .by(&[Credential::Client, Credential::Nothing])
        .refuses(&[
            OAuthErrorCode::InvalidClient,
            OAuthErrorCode::UnauthorizedClient,
            OAuthErrorCode::InvalidTarget,
        ]);

/// `POST /oauth/device_authorization` (RFC 8628 §3.1), as a form or as JSON.
pub async fn post(
    OAuthForm(Params(params)): OAuthForm<Params>,
    request: HttpRequest,
    quota: Quota,
    services: Data<Services>,
) -> Result<Reply<Body>, OAuthError> {
    let call = ClientCall::of(&request, &params);
    let begun = services.oauth.devices.begin(call.authorization(), &params).await;
    match &begun {
        Err(error) => call.count(&quota, Some(error))?,
        // Whoever shows nothing is counted also for what is kept for them.
        Ok(_) if !call.shows_secret() => quota.count_stranger()?,
        Ok(_) => {}
    }
    Ok(Reply::of(Body::of(begun?)).with_header(header::CACHE_CONTROL, NO_STORE))
}
