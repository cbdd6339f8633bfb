//! `/auth/2fa/enable`

use super::{already_enabled, wrong_code};
use crate::auth::bodies::CodeBody;
use crate::error::{ApiError, Code};
use crate::extract::{Json, Person, Whence};
use crate::openapi::About;
use crate::reply::Reply;
use crate::services::Services;
use actix_web::web::Data;
use hitkey_identity::service::EnableSecondFactorError;
use serde::Serialize;
use utoipa::ToSchema;

/// The recovery codes, each good once.
#[derive(Serialize, ToSchema)]
#[schema(as = SecondFactorEnabled)]
pub struct Enabled {
    message: &'static str,
    recovery_codes: Vec<String>,
}

pub(crate) const POST: About =
    About::new("enableSecondFactor", "Switch the second factor on; the recovery codes are shown this once.")
        .fails(&[Code::SetupNotInitiated, Code::AlreadyEnabled, Code::InvalidCode]);

/// `POST /auth/2fa/enable`: switches the second factor on and shows the recovery codes, this once.
pub async fn post(
    person: Person,
    Json(code): Json<CodeBody>,
    whence: Whence,
    services: Data<Services>,
) -> Result<Reply<Enabled>, ApiError> {
    let codes = services.identity.second_factors.enable(&person.actor(whence), &code).await?;
    let shown: Vec<_> = codes.iter().map(|code| code.shown().expose().to_owned()).collect();
    Ok(Reply::of(Enabled {
        message: "The second factor is on. Keep the recovery codes in a safe place.",
        recovery_codes: shown,
    }))
}

impl From<EnableSecondFactorError> for ApiError {
    fn from(error: EnableSecondFactorError) -> Self {
        match error {
            EnableSecondFactorError::SetupNotInitiated => {
                Self::new(Code::SetupNotInitiated, "Set the second factor up first.")
            }
            EnableSecondFactorError::AlreadyEnabled => already_enabled(),
            EnableSecondFactorError::WrongCode => wrong_code(),
            EnableSecondFactorError::Unseal(error) => error.into(),
            EnableSecondFactorError::Gone => Self::unauthenticated(),
            EnableSecondFactorError::Store(error) => error.into(),
        }
    }
}
