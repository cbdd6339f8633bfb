//! `/auth/token/refresh`

use crate::auth::views::Tokens;
use crate::error::{ApiError, Checks, Code};
use crate::extract::{Check, Json};
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::Data;
use hitkey_identity::RefreshToken;
use hitkey_identity::service::RefreshSessionError;
use hitkey_kernel::SecretText;
use serde::Deserialize;

/// `{"refresh_token"}`
#[derive(Deserialize)]
pub struct Body {
    refresh_token: Option<SecretText>,
}

impl Check for Body {
    type Checked = RefreshToken;

    fn check(self, checks: &mut Checks) -> Option<RefreshToken> {
        let token = checks.secret("refresh_token", self.refresh_token)?;
        Some(RefreshToken::parse(token.expose()))
    }
}

/// `POST /auth/token/refresh`: exchanges a refresh token, once.
pub async fn post(Json(token): Json<Body>, services: Data<Services>) -> Result<HttpResponse, ApiError> {
    let credentials = services.identity.sessions.refresh(&token).await?;
    Ok(HttpResponse::Ok().json(Tokens::of(&credentials)))
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
