//! `/auth/register/start`

use crate::auth::bodies::EmailBody;
use crate::error::{ApiError, Code};
use crate::extract::{Json, Whence};
use crate::openapi::About;
use crate::reply::{Message, Reply};
use crate::services::Services;
use actix_web::web::Data;
use hitkey_identity::service::StartRegistrationError;

pub(crate) const POST: About =
    About::new("startRegistration", "Mail a code. The answer does not tell whether there is an account.")
        .fails(&[Code::TooManyRequests]);

/// `POST /auth/register/start`: mails a code. The answer is the same when there is an account.
pub async fn post(
    Json(email): Json<EmailBody>,
    Whence(origin): Whence,
    services: Data<Services>,
) -> Result<Reply<Message>, ApiError> {
    services.identity.registration.start(&email, &origin).await?;
    Ok(Reply::saying("We have sent you a mail with a code."))
}

impl From<StartRegistrationError> for ApiError {
    fn from(error: StartRegistrationError) -> Self {
        match error {
            StartRegistrationError::Throttled(wait) => wait.into(),
            StartRegistrationError::Store(error) => error.into(),
        }
    }
}
