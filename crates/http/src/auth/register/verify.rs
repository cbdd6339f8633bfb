//! `/auth/register/verify`

use super::resend::{already_verified, no_code};
use crate::cookies;
use crate::error::{ApiError, Checks};
use crate::extract::{Check, Json, Whence};
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::Data;
use hitkey_identity::service::VerifyCodeError;
use hitkey_identity::{Rules, VerificationCode};
use hitkey_kernel::{EmailAddress, SecretText};
use serde::Deserialize;
use serde_json::json;

/// `{"email", "code"}`
#[derive(Deserialize)]
pub struct Body {
    email: Option<String>,
    code: Option<SecretText>,
}

impl Check for Body {
    type Checked = (EmailAddress, VerificationCode);

    fn check(self, checks: &mut Checks) -> Option<Self::Checked> {
        let email = checks.email("email", self.email);
        let code = checks.secret("code", self.code);
        Some((email?, VerificationCode::parse(code?.expose())))
    }
}

/// `POST /auth/register/verify`: exchanges the code for the right to set the password.
pub async fn post(
    Json((email, code)): Json<Body>,
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
            VerifyCodeError::AlreadyVerified => already_verified(),
            VerifyCodeError::Expired => {
                Self::bad_request("CODE_EXPIRED", "The code has expired. Ask for another one.")
            }
            VerifyCodeError::TooManyAttempts => Self::bad_request(
                "TOO_MANY_ATTEMPTS",
                "The code was tried too often and is not good any more. Ask for another one.",
            ),
            VerifyCodeError::WrongCode => Self::bad_request("INVALID_CODE", "The code is not right."),
            VerifyCodeError::Throttled(wait) => wait.into(),
            VerifyCodeError::Store(error) => error.into(),
        }
    }
}
