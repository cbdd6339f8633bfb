//! `/auth/register/resend`

use crate::auth::bodies::EmailBody;
use crate::auth::codes;
use crate::error::{ApiError, Code};
use crate::extract::{Json, Whence};
use crate::openapi::About;
use crate::reply::{Message, Reply};
use crate::services::Services;
use actix_web::web::Data;
use hitkey_identity::service::ResendCodeError;

pub(crate) const POST: About = About::new("resendCode", "Mail a fresh code, at most one a minute.").fails(&[
    Code::NoCode,
    Code::EmailAlreadyVerified,
    Code::ResendCooldown,
    Code::TooManyRequests,
]);

/// `POST /auth/register/resend`: mails a fresh code, at most one a minute.
pub async fn post(
    Json(email): Json<EmailBody>,
    Whence(origin): Whence,
    services: Data<Services>,
) -> Result<Reply<Message>, ApiError> {
    services.identity.registration.resend(&email, &origin).await?;
    Ok(Reply::saying("We have sent you another mail with a code."))
}

impl From<ResendCodeError> for ApiError {
    fn from(error: ResendCodeError) -> Self {
        match error {
            ResendCodeError::NotPending => no_code(),
            ResendCodeError::AlreadyVerified => codes::already_verified(),
            ResendCodeError::Cooldown(wait) => codes::sent_a_moment_ago(wait),
            ResendCodeError::Throttled(wait) => wait.into(),
            ResendCodeError::Store(error) => error.into(),
        }
    }
}

pub(super) fn no_code() -> ApiError {
    ApiError::new(Code::NoCode, "No code was sent to this address. Begin the registration again.")
}
