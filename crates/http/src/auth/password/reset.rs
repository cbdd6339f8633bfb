//! `/auth/password/reset`

use crate::error::{ApiError, Checks, Code};
use crate::extract::{Check, Json, Whence};
use crate::openapi::About;
use crate::reply::{Message, Reply};
use crate::services::Services;
use actix_web::web::Data;
use hitkey_identity::service::ResetPasswordError;
use hitkey_identity::{Password, ResetToken};
use hitkey_kernel::SecretText;
use serde::Deserialize;
use utoipa::ToSchema;

/// `{"token", "password"}`
#[derive(Deserialize, ToSchema)]
#[schema(as = PasswordResetBody, example = json!({ "token": "R3s3t…", "password": "pear-tree-in-the-rain" }))]
pub struct Body {
    #[schema(value_type = String, required, min_length = 1)]
    token: Option<SecretText>,
    #[schema(value_type = String, required, format = "password", min_length = 8, max_length = 256)]
    password: Option<SecretText>,
}

impl Check for Body {
    type Checked = (ResetToken, Password);

    fn check(self, checks: &mut Checks) -> Option<Self::Checked> {
        let token = checks.secret("token", self.token);
        let password = checks.password("password", self.password);
        Some((ResetToken::parse(token?.expose()), password?))
    }
}

pub(crate) const POST: About =
    About::new("resetPassword", "Set a new password by the mailed token; every session and token ends.")
        .fails(&[Code::InvalidToken, Code::TokenExpired]);

/// `POST /auth/password/reset`: sets a new password and ends whatever lets anybody act as the person.
pub async fn post(
    Json((token, password)): Json<Body>,
    Whence(origin): Whence,
    services: Data<Services>,
) -> Result<Reply<Message>, ApiError> {
    services.identity.passwords.reset(&token, &password, &origin).await?;
    Ok(Reply::saying("Your password is changed. Sign in with the new one."))
}

impl From<ResetPasswordError> for ApiError {
    fn from(error: ResetPasswordError) -> Self {
        match error {
            ResetPasswordError::InvalidToken => {
                Self::new(Code::InvalidToken, "This link is not good any more. Ask for another one.")
            }
            ResetPasswordError::TokenExpired => {
                Self::new(Code::TokenExpired, "This link has expired. Ask for another one.")
            }
            ResetPasswordError::Weak(weakness) => weakness.into(),
            ResetPasswordError::Hashing(error) => error.into(),
            ResetPasswordError::Store(error) => error.into(),
        }
    }
}
