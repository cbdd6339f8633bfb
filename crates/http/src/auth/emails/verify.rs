//! `/auth/emails/verify`

use super::{in_use, not_found};
use crate::auth::bodies::EmailCodeBody;
use crate::auth::codes;
use crate::auth::views::Email;
use crate::error::{ApiError, Code};
use crate::extract::{Json, Person, Whence};
use crate::openapi::About;
use crate::reply::Reply;
use crate::services::Services;
use actix_web::web::Data;
use hitkey_identity::service::VerifyAddressError;

pub(crate) const POST: About =
    About::new("verifyEmail", "Make an address count, by the code that was mailed to it.").fails(&[
        Code::EmailNotFound,
        Code::EmailAlreadyVerified,
        Code::EmailAlreadyInUse,
        Code::CodeExpired,
        Code::TooManyAttempts,
        Code::InvalidCode,
        Code::TooManyRequests,
    ]);

/// `POST /auth/emails/verify`: makes an address of the caller count, by the code that was mailed to it.
pub async fn post(
    person: Person,
    Json((email, code)): Json<EmailCodeBody>,
    whence: Whence,
    services: Data<Services>,
) -> Result<Reply<Email<'static>>, ApiError> {
    let verified = services.identity.addresses.verify(&person.actor(whence), &email, &code).await?;
    Ok(Reply::of(Email::of(&verified)))
}

impl From<VerifyAddressError> for ApiError {
    fn from(error: VerifyAddressError) -> Self {
        match error {
            VerifyAddressError::NotFound => not_found(),
            VerifyAddressError::AlreadyVerified => codes::already_verified(),
            VerifyAddressError::InUse => in_use(),
            VerifyAddressError::Expired => codes::expired(),
            VerifyAddressError::TooManyAttempts => codes::tried_too_often(),
            VerifyAddressError::WrongCode => codes::wrong(),
            VerifyAddressError::Throttled(wait) => wait.into(),
            VerifyAddressError::Gone => Self::unauthenticated(),
            VerifyAddressError::Store(error) => error.into(),
        }
    }
}
