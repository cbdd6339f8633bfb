//! `/auth/emails/resend`

use super::not_found;
use crate::auth::bodies::EmailBody;
use crate::auth::codes;
use crate::auth::views::Message;
use crate::error::ApiError;
use crate::extract::{Caller, Json, Whence};
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::Data;
use hitkey_identity::service::ResendAddressCodeError;

/// `POST /auth/emails/resend`: mails a fresh code, at most one a minute.
pub async fn post(
    caller: Caller,
    Json(email): Json<EmailBody>,
    Whence(origin): Whence,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    services.identity.addresses.resend(caller.user(), &email, &origin).await?;
    Ok(HttpResponse::Ok().json(Message { message: "We have sent you another mail with a code." }))
}

impl From<ResendAddressCodeError> for ApiError {
    fn from(error: ResendAddressCodeError) -> Self {
        match error {
            ResendAddressCodeError::NotFound => not_found(),
            ResendAddressCodeError::AlreadyVerified => codes::already_verified(),
            ResendAddressCodeError::Cooldown(wait) => codes::sent_a_moment_ago(wait),
            ResendAddressCodeError::Throttled(wait) => wait.into(),
            ResendAddressCodeError::Gone => Self::unauthenticated(),
            ResendAddressCodeError::Store(error) => error.into(),
        }
    }
}
