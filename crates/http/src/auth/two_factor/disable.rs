//! `/auth/2fa/disable`

use super::wrong_code;
use crate::auth::bodies::CodeBody;
use crate::error::{ApiError, Code};
use crate::extract::{Json, Person, Whence};
use crate::openapi::About;
use crate::reply::{Message, Reply};
use crate::services::Services;
use actix_web::web::Data;
use hitkey_identity::service::DisableSecondFactorError;

pub(crate) const POST: About =
    About::new("disableSecondFactor", "Switch the second factor off, given a code of it.").fails(&[
        Code::NotEnabled,
        Code::InvalidCode,
        Code::TooManyRequests,
    ]);

/// `POST /auth/2fa/disable`: switches the second factor off, given a code of it.
pub async fn post(
    person: Person,
    Json(code): Json<CodeBody>,
    whence: Whence,
    services: Data<Services>,
) -> Result<Reply<Message>, ApiError> {
    services.identity.second_factors.disable(&person.actor(whence), &code).await?;
    Ok(Reply::saying("The second factor is off."))
}

impl From<DisableSecondFactorError> for ApiError {
    fn from(error: DisableSecondFactorError) -> Self {
        match error {
            DisableSecondFactorError::NotEnabled => {
                Self::new(Code::NotEnabled, "The second factor is not on.")
            }
            DisableSecondFactorError::WrongCode => wrong_code(),
            DisableSecondFactorError::Throttled(wait) => wait.into(),
            DisableSecondFactorError::Unseal(error) => error.into(),
            DisableSecondFactorError::Gone => Self::unauthenticated(),
            DisableSecondFactorError::Store(error) => error.into(),
        }
    }
}
