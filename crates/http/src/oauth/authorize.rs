//! `/oauth/authorize` for callers of the API; browsers are served by the pages.

use crate::error::{Code, OAuthError, OAuthErrorCode};
use crate::extract::{AuthorizationRequest, TokenCaller, signed_in_person};
use crate::openapi::About;
use crate::reply::Reply;
use crate::services::Services;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use hitkey_oauth::{AuthorizeError, AuthorizeErrorCode, AuthorizeRefusal, ShownError};
use serde::Serialize;
use utoipa::ToSchema;

/// Where to send the person, who comes back to the application with a code.
#[derive(Serialize, ToSchema)]
#[schema(as = AuthorizeRedirect, example = json!({
    "redirect_url": "https://shop.example/callback?code=C0d3&state=xyz&iss=https%3A%2F%2Fid.example.org",
}))]
pub struct Redirect<'a> {
    redirect_url: &'a str,
}

pub(crate) const GET: About = About::new(
    "authorize",
    "Allow an application to act for you: told as JSON to an API token, done by pages in a browser.",
)
.refuses(&[
    OAuthErrorCode::InvalidRequest,
    OAuthErrorCode::UnauthorizedClient,
    OAuthErrorCode::UnsupportedResponseType,
    OAuthErrorCode::LoginRequired,
    OAuthErrorCode::ConsentRequired,
    OAuthErrorCode::UnmetAuthenticationRequirements,
    OAuthErrorCode::InvalidRequestObject,
    OAuthErrorCode::RequestUriNotSupported,
    OAuthErrorCode::RegistrationNotSupported,
    OAuthErrorCode::InvalidTarget,
])
.refuses_as(&[(400, OAuthErrorCode::InvalidClient), (403, OAuthErrorCode::AccessDenied)]);

/// `GET /oauth/authorize` with `Authorization: Bearer <API token>`: the call is the consent, and the
/// redirect is told instead of done. `response_type=code` may be left out.
pub async fn get(
    TokenCaller(session): TokenCaller,
    AuthorizationRequest(params): AuthorizationRequest,
    services: Data<Services>,
) -> Result<Reply<Redirect<'static>>, OAuthError> {
    let params = params.with_default_response_type();
    let person = signed_in_person(&session);
    let redirect = services.oauth.authorization.approve_directly(&params, &person).await?;
    Ok(Reply::of(Redirect { redirect_url: redirect.as_str() }))
}

impl From<AuthorizeError> for OAuthError {
    fn from(error: AuthorizeError) -> Self {
        match error {
            AuthorizeError::Shown(error) => error.into(),
            AuthorizeError::Redirected(error) => {
                let refused = Self::new(error.refusal.code().into(), error.refusal.to_string());
                match error.refusal {
                    AuthorizeRefusal::NotProjectMember => {
                        refused.with_status(StatusCode::FORBIDDEN).with_api_code(Code::NotProjectMember)
                    }
                    _ => match error.answer.redirect_url() {
                        Some(url) => refused.with_redirect_url(url),
                        None => refused,
                    },
                }
            }
            AuthorizeError::Store(error) => error.into(),
        }
    }
}

impl From<ShownError> for OAuthError {
    fn from(error: ShownError) -> Self {
        let code = match error {
            ShownError::RequestRefused(refusal) => refusal.code().into(),
            ShownError::ClientUnknown => OAuthErrorCode::InvalidClient,
            ShownError::ClientIdMissing
            | ShownError::EndedMeanwhile
            | ShownError::RequestUriUnknown
            | ShownError::RedirectUriMissing
            | ShownError::RedirectUriMalformed(_)
            | ShownError::RedirectUriUnregistered
            | ShownError::Repeated(_) => OAuthErrorCode::InvalidRequest,
        };
        Self::new(code, error.to_string()).with_status(StatusCode::BAD_REQUEST)
    }
}

impl From<AuthorizeErrorCode> for OAuthErrorCode {
    fn from(code: AuthorizeErrorCode) -> Self {
        match code {
            AuthorizeErrorCode::InvalidRequest => Self::InvalidRequest,
            AuthorizeErrorCode::UnauthorizedClient => Self::UnauthorizedClient,
            AuthorizeErrorCode::AccessDenied => Self::AccessDenied,
            AuthorizeErrorCode::UnsupportedResponseType => Self::UnsupportedResponseType,
            AuthorizeErrorCode::LoginRequired => Self::LoginRequired,
            AuthorizeErrorCode::ConsentRequired => Self::ConsentRequired,
            AuthorizeErrorCode::UnmetAuthenticationRequirements => Self::UnmetAuthenticationRequirements,
            AuthorizeErrorCode::InvalidRequestObject => Self::InvalidRequestObject,
            AuthorizeErrorCode::RequestUriNotSupported => Self::RequestUriNotSupported,
            AuthorizeErrorCode::RegistrationNotSupported => Self::RegistrationNotSupported,
            AuthorizeErrorCode::InvalidTarget => Self::InvalidTarget,
        }
    }
}
