//! `/auth/register/verify`

use super::resend::no_code;
use crate::auth::bodies::EmailCodeBody;
use crate::auth::codes;
use crate::cookies;
use crate::error::ApiError;
use crate::extract::{Json, Whence};
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::Data;
use hitkey_identity::Rules;
use hitkey_identity::service::VerifyCodeError;
use serde_json::json;

/// `POST /auth/register/verify`: exchanges the code for the right to set the password.
pub async fn post(
    Json((email, code)): Json<EmailCodeBody>,
    Whence(origin): Whence,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    let token = services.identity.registration.verify(&email, &code, &origin).await?;
    let lifetime = Rules::default().registration_token;
    let cookie = cookies::keep(cookies::REGISTRATION, token.expose(), lifetime, services.settings());
    Ok(HttpResponse::Ok().cookie(cookie).json(json!({
        "message": "The address is verified. Choose a password.",
        "registration_token": token.expose(),
    })))
}

impl From<VerifyCodeError> for ApiError {
    fn from(error: VerifyCodeError) -> Self {
        match error {
            VerifyCodeError::NotPending => no_code(),
            VerifyCodeError::AlreadyVerified => codes::already_verified(),
            VerifyCodeError::Expired => codes::expired(),
            VerifyCodeError::TooManyAttempts => codes::tried_too_often(),
            VerifyCodeError::WrongCode => codes::wrong(),
            VerifyCodeError::Throttled(wait) => wait.into(),
            VerifyCodeError::Store(error) => error.into(),
        }
    }
}
