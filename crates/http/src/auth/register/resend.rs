//! `/auth/register/resend`

use crate::auth::bodies::EmailBody;
use crate::auth::codes;
use crate::auth::views::Message;
use crate::error::{ApiError, Code};
use crate::extract::{Json, Whence};
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::Data;
use hitkey_identity::service::ResendCodeError;

/// `POST /auth/register/resend`: mails a fresh code, at most one a minute.
pub async fn post(
    Json(email): Json<EmailBody>,
    Whence(origin): Whence,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    services.identity.registration.resend(&email, &origin).await?;
    Ok(HttpResponse::Ok().json(Message { message: "We have sent you another mail with a code." }))
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
