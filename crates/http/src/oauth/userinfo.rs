//! `/oauth/userinfo`

use crate::error::{Challenge, OAuthError, OAuthErrorCode};
use crate::extract::{FromPairs, OAuthForm, Pairs, Quota, bearer_token, describe_refusals};
use crate::openapi::{About, Credential, Draft, Takes, UserInfo, UserInfoRequest};
use crate::rate_limit::CallerKey;
use crate::reply::Reply;
use crate::services::Services;
use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use hitkey_kernel::SecretText;
use hitkey_oauth::service::{TokenRejected, UserInfoError};
use std::future::Future;
use std::pin::Pin;

/// The parameters of a form body (RFC 6750 §2.2).
#[derive(Debug)]
pub struct Params {
    access_token: Option<SecretText>,
}

/// The body, if there is one.
#[derive(Debug)]
pub struct TokenInBody(Option<SecretText>);

impl FromRequest for TokenInBody {
    type Error = OAuthError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, OAuthError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move { read_body(&request, &mut payload).await.map(Self) })
    }
}

impl Takes for TokenInBody {
    fn describe(draft: &mut Draft) {
        draft.optional_body::<UserInfoRequest>(&["application/x-www-form-urlencoded", "application/json"]);
        describe_refusals(draft);
    }
}

impl FromPairs for Params {
    type Shape = UserInfoRequest;

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

pub(crate) const GET: About = About::new("readUserInfo", "Tell who is behind an access token.")
    .by(&[Credential::AccessToken])
    .refuses(&[OAuthErrorCode::InvalidToken]);

/// `GET /oauth/userinfo` (OpenID Connect Core §5.3). The token stands in the header.
pub async fn get(
    request: HttpRequest,
    quota: Quota,
    services: Data<Services>,
) -> Result<Reply<UserInfo>, OAuthError> {
    let token = bearer_token(&request).ok_or_else(no_token)?;
    tell(&quota, token, &services).await
}

pub(crate) const POST: About =
    About::new("postUserInfo", "Tell who is behind an access token, which may stand in the body.")
        .by(&[Credential::AccessToken, Credential::Nothing])
        .refuses(&[OAuthErrorCode::InvalidRequest, OAuthErrorCode::InvalidToken]);

/// `POST /oauth/userinfo`. The token stands in the header or in the body, not in both.
pub async fn post(
    TokenInBody(in_body): TokenInBody,
    request: HttpRequest,
    quota: Quota,
    services: Data<Services>,
) -> Result<Reply<UserInfo>, OAuthError> {
    let in_header = bearer_token(&request);
    if in_header.is_some() && in_body.is_some() {
        return Err(OAuthError::invalid_request("The access token is given in two ways."));
    }
    let in_body = in_body.as_ref().map(SecretText::expose);
    tell(&quota, in_header.or(in_body).ok_or_else(no_token)?, &services).await
}

/// A request without a body has no content type either.
async fn read_body(request: &HttpRequest, payload: &mut Payload) -> Result<Option<SecretText>, OAuthError> {
    if !request.headers().contains_key(CONTENT_TYPE) {
        return Ok(None);
    }
    let OAuthForm(params) = OAuthForm::<Params>::from_request(request, payload).await?;
    Ok(params.access_token)
}

async fn tell(quota: &Quota, token: &str, services: &Services) -> Result<Reply<UserInfo>, OAuthError> {
    let holder = services.oauth.user_info.verify(token);
    if holder.is_err() {
        quota.count_stranger()?;
    }
    let holder = holder.map_err(UserInfoError::from)?;
    if let Some(grant) = holder.gid {
        quota.count_caller(CallerKey::Grant(grant))?;
    }
    Ok(Reply::written(services.oauth.user_info.tell_holder(&holder).await?))
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
            UserInfoError::Rejected(TokenRejected::Elsewhere) => {
                invalid_token("The access token is meant for another server.")
            }
            UserInfoError::Rejected(TokenRejected::NoPerson) => {
                invalid_token("The access token stands for no person.")
            }
            UserInfoError::GrantEnded => invalid_token("The grant behind the access token has ended."),
            UserInfoError::Store(error) => error.into(),
        }
    }
}

fn invalid_token(description: &'static str) -> OAuthError {
    OAuthError::new(OAuthErrorCode::InvalidToken, description).with_challenge(Challenge::BearerError)
}
