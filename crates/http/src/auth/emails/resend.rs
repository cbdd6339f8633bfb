//! `/auth/emails/resend`

use super::not_found;
use crate::auth::bodies::EmailBody;
use crate::auth::codes;
use crate::error::{ApiError, Code};
use crate::extract::{Json, Person, Whence};
use crate::openapi::About;
use crate::reply::{Message, Reply};
use crate::services::Services;
use actix_web::web::Data;
use hitkey_identity::service::ResendAddressCodeError;

pub(crate) const POST: About = About::new("resendEmailCode", "Mail a fresh code, at most one a minute.")
    .fails(&[Code::EmailNotFound, Code::EmailAlreadyVerified, Code::ResendCooldown, Code::TooManyRequests]);

/// `POST /auth/emails/resend`: mails a fresh code, at most one a minute.
pub async fn post(
    person: Person,
    Json(email): Json<EmailBody>,
    Whence(origin): Whence,
    services: Data<Services>,
) -> Result<Reply<Message>, ApiError> {
    services.identity.addresses.resend(person.user(), &email, &origin).await?;
    Ok(Reply::saying("We have sent you another mail with a code."))
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
