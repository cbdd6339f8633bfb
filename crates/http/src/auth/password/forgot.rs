//! `/auth/password/forgot`

use crate::auth::bodies::EmailBody;
use crate::error::{ApiError, Code};
use crate::extract::{Json, Whence};
use crate::openapi::About;
use crate::reply::{Message, Reply};
use crate::services::Services;
use actix_web::web::Data;
use hitkey_identity::service::ForgotPasswordError;

pub(crate) const POST: About = About::new(
    "forgetPassword",
    "Mail a link to set a new password. The answer does not tell whether there is an account.",
)
.fails(&[Code::TooManyRequests]);

/// `POST /auth/password/forgot`: mails a link if there is an account; the answer does not tell.
pub async fn post(
    Json(email): Json<EmailBody>,
    Whence(origin): Whence,
    services: Data<Services>,
) -> Result<Reply<Message>, ApiError> {
    services.identity.passwords.forgot(&email, &origin).await?;
    let message = "If there is an account with this address, we have sent it a mail with a link.";
    Ok(Reply::saying(message))
}

impl From<ForgotPasswordError> for ApiError {
    fn from(error: ForgotPasswordError) -> Self {
        match error {
            ForgotPasswordError::Throttled(wait) => wait.into(),
            ForgotPasswordError::Store(error) => error.into(),
        }
    }
}
