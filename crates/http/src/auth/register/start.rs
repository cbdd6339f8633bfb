//! `/auth/register/start`

use crate::auth::bodies::EmailBody;
use crate::auth::views::Message;
use crate::error::ApiError;
use crate::extract::{Json, Whence};
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::Data;
use hitkey_identity::service::StartRegistrationError;

/// `POST /auth/register/start`: mails a code. The answer is the same when there is an account.
pub async fn post(
    Json(email): Json<EmailBody>,
    Whence(origin): Whence,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    services.identity.registration.start(&email, &origin).await?;
    Ok(HttpResponse::Ok().json(Message { message: "We have sent you a mail with a code." }))
}

impl From<StartRegistrationError> for ApiError {
    fn from(error: StartRegistrationError) -> Self {
        match error {
            StartRegistrationError::Throttled(wait) => wait.into(),
            StartRegistrationError::Store(error) => error.into(),
        }
    }
}
