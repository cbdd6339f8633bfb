//! `/auth/password/forgot`

use crate::auth::bodies::EmailBody;
use crate::auth::views::Message;
use crate::error::ApiError;
use crate::extract::{Json, Whence};
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::Data;
use hitkey_identity::service::ForgotPasswordError;

/// `POST /auth/password/forgot`: mails a link if there is an account; the answer does not tell.
pub async fn post(
    Json(email): Json<EmailBody>,
    Whence(origin): Whence,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    services.identity.passwords.forgot(&email, &origin).await?;
    let message = "If there is an account with this address, we have sent it a mail with a link.";
    Ok(HttpResponse::Ok().json(Message { message }))
}

impl From<ForgotPasswordError> for ApiError {
    fn from(error: ForgotPasswordError) -> Self {
        match error {
            ForgotPasswordError::Throttled(wait) => wait.into(),
            ForgotPasswordError::Store(error) => error.into(),
        }
    }
}
