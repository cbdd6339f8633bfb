//! `/auth/token/refresh`

use crate::auth::views::Tokens;
use crate::error::{ApiError, Checks, Code};
use crate::extract::{Check, Json, Whence};
use crate::openapi::About;
use crate::reply::Reply;
use crate::services::Services;
use actix_web::web::Data;
use hitkey_identity::RefreshToken;
use hitkey_identity::service::RefreshSessionError;
use hitkey_kernel::SecretText;
use serde::Deserialize;
use utoipa::ToSchema;

/// `{"refresh_token"}`
#[derive(Deserialize, ToSchema)]
#[schema(as = RefreshBody, example = json!({ "refresh_token": "R3fr…" }))]
pub struct Body {
    #[schema(value_type = String, required, min_length = 1)]
    refresh_token: Option<SecretText>,
}

impl Check for Body {
    type Checked = RefreshToken;

    fn check(self, checks: &mut Checks) -> Option<RefreshToken> {
        let token = checks.secret("refresh_token", self.refresh_token)?;
        Some(RefreshToken::parse(token.expose()))
    }
}

pub(crate) const POST: About = About::new("refreshSession", "Exchange a refresh token for new tokens, once.")
    .fails(&[Code::InvalidRefreshToken]);

/// `POST /auth/token/refresh`: exchanges a refresh token, once.
pub async fn post(
    Json(token): Json<Body>,
    Whence(origin): Whence,
    services: Data<Services>,
) -> Result<Reply<Tokens<'static>>, ApiError> {
    let credentials = services.identity.sessions.refresh(&token, &origin).await?;
    Ok(Reply::of(Tokens::of(&credentials)))
}

impl From<RefreshSessionError> for ApiError {
    fn from(error: RefreshSessionError) -> Self {
        match error {
            RefreshSessionError::InvalidToken => {
                Self::new(Code::InvalidRefreshToken, "The refresh token is not good. Sign in again.")
            }
            RefreshSessionError::Store(error) => error.into(),
        }
    }
}
