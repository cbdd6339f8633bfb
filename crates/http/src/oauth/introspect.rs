//! `/oauth/introspect`

use super::client_call::ClientCall;
use super::presented_token::PresentedToken;
use super::token::NO_STORE;
use crate::error::{OAuthError, OAuthErrorCode};
use crate::extract::{OAuthForm, Quota};
use crate::openapi::{About, Credential, Introspection};
use crate::reply::Reply;
use crate::services::Services;
use actix_web::HttpRequest;
use actix_web::http::header;
use actix_web::web::Data;

pub(crate) const POST: About =
    About::new("introspectToken", "Ask what a token of yours, or of your project, is worth now.")
        .by(&[Credential::Client, Credential::Nothing])
        .refuses(&[OAuthErrorCode::InvalidClient]);

/// `POST /oauth/introspect` (RFC 7662), as a form or as JSON.
pub async fn post(
    OAuthForm(PresentedToken(params)): OAuthForm<PresentedToken>,
    request: HttpRequest,
    quota: Quota,
    services: Data<Services>,
) -> Result<Reply<Introspection>, OAuthError> {
    let call = ClientCall::of(&request, &params);
    let told = services.oauth.introspection.introspect(call.authorization(), &params).await;
    call.count(&quota, told.as_ref().err())?;
    Ok(Reply::written(told?).with_header(header::CACHE_CONTROL, NO_STORE))
}
