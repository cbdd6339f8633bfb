//! `/auth/register/verify`

use super::resend::no_code;
use crate::auth::bodies::EmailCodeBody;
use crate::auth::codes;
use crate::cookies;
use crate::error::{ApiError, Code};
use crate::extract::{Json, Whence};
use crate::openapi::About;
use crate::reply::Reply;
use crate::services::Services;
use actix_web::web::Data;
use hitkey_identity::Rules;
use hitkey_identity::service::VerifyCodeError;
use serde::Serialize;
use utoipa::ToSchema;

/// The address is proved.
#[derive(Serialize, ToSchema)]
#[schema(as = AddressProof)]
pub struct Proof<'a> {
    message: &'static str,
    registration_token: &'a str,
}

pub(crate) const POST: About =
    About::new("verifyCode", "Exchange the code for the right to set the password.").fails(&[
        Code::NoCode,
        Code::EmailAlreadyVerified,
        Code::CodeExpired,
        Code::TooManyAttempts,
        Code::InvalidCode,
        Code::TooManyRequests,
    ]);

/// `POST /auth/register/verify`: exchanges the code for the right to set the password.
pub async fn post(
    Json((email, code)): Json<EmailCodeBody>,
    Whence(origin): Whence,
    services: Data<Services>,
) -> Result<Reply<Proof<'static>>, ApiError> {
    let token = services.identity.registration.verify(&email, &code, &origin).await?;
    let lifetime = Rules::default().registration_token;
    let cookie = cookies::keep(cookies::REGISTRATION, token.expose(), lifetime, services.settings());
    let proof =
        Proof { message: "The address is verified. Choose a password.", registration_token: token.expose() };
    Ok(Reply::of(proof).with_cookie(&cookie))
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
