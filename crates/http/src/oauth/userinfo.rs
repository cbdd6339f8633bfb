//! `/oauth/userinfo`

use crate::error::{Challenge, OAuthError, OAuthErrorCode};
use crate::extract::{FromPairs, OAuthForm, Pairs, bearer_token};
use crate::rate_limit::{CallerKey, count_caller, count_stranger};
use crate::services::Services;
use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::Data;
use actix_web::{FromRequest as _, HttpRequest, HttpResponse};
use hitkey_kernel::SecretText;
use hitkey_oauth::service::{TokenRejected, UserInfoError};

/// The parameters of a form body (RFC 6750 §2.2).
#[derive(Debug)]
pub struct Params {
    access_token: Option<SecretText>,
}

impl FromPairs for Params {
    fn from_pairs(pairs: Pairs) -> Result<Self, OAuthError> {
        let mut tokens =
            pairs.into_iter().filter(|(name, value)| name == "access_token" && !value.is_empty());
        let access_token = tokens.next().map(|(_, token)| SecretText::new(token));
        if tokens.next().is_some() {
            return Err(OAuthError::invalid_request("access_token is given more than once"));
        }
        Ok(Self { access_token })
    }
}

/// `GET /oauth/userinfo` (OpenID Connect Core §5.3). The token stands in the header.
pub async fn get(request: HttpRequest, services: Data<Services>) -> Result<HttpResponse, OAuthError> {
    let token = bearer_token(&request).ok_or_else(no_token)?;
    tell(&request, token, &services).await
}

/// `POST /oauth/userinfo`. The token stands in the header or in the body, not in both.
pub async fn post(
    request: HttpRequest,
    payload: actix_web::web::Payload,
    services: Data<Services>,
) -> Result<HttpResponse, OAuthError> {
    let in_body = read_body(&request, &mut payload.into_inner()).await?;
    let in_header = bearer_token(&request);
    if in_header.is_some() && in_body.is_some() {
        return Err(OAuthError::invalid_request("The access token is given in two ways."));
    }
    let in_body = in_body.as_ref().map(SecretText::expose);
    tell(&request, in_header.or(in_body).ok_or_else(no_token)?, &services).await
}

/// A request without a body has no content type either.
async fn read_body(request: &HttpRequest, payload: &mut Payload) -> Result<Option<SecretText>, OAuthError> {
    if !request.headers().contains_key(CONTENT_TYPE) {
        return Ok(None);
    }
    let OAuthForm(params) = OAuthForm::<Params>::from_request(request, payload).await?;
    Ok(params.access_token)
}

async fn tell(request: &HttpRequest, token: &str, services: &Services) -> Result<HttpResponse, OAuthError> {
    let holder = services.oauth.user_info.verify(token);
    if holder.is_err() {
        count_stranger(request)?;
    }
    let holder = holder.map_err(UserInfoError::from)?;
    count_caller(request, CallerKey::Grant(holder.gid))?;
    Ok(HttpResponse::Ok().json(services.oauth.user_info.tell_holder(&holder).await?))
}

fn no_token() -> OAuthError {
    OAuthError::new(OAuthErrorCode::InvalidToken, "There is no access token.")
        .with_challenge(Challenge::Bearer)
}

impl From<UserInfoError> for OAuthError {
    fn from(error: UserInfoError) -> Self {
        match error {
            UserInfoError::Rejected(TokenRejected::Invalid) => invalid_token("The access token is not good."),
            UserInfoError::Rejected(TokenRejected::Expired) => invalid_token("The access token has expired."),
            UserInfoError::GrantEnded => invalid_token("The grant behind the access token has ended."),
            UserInfoError::Store(error) => error.into(),
        }
    }
}

fn invalid_token(description: &'static str) -> OAuthError {
    OAuthError::new(OAuthErrorCode::InvalidToken, description).with_challenge(Challenge::BearerError)
}
