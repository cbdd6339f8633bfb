//! `/auth/2fa/setup`

use super::already_enabled;
use crate::error::{ApiError, Code};
use crate::extract::{Person, Whence};
use crate::openapi::About;
use crate::reply::Reply;
use crate::services::Services;
use actix_web::web::Data;
use hitkey_identity::service::SetUpSecondFactorError;
use serde::Serialize;
use utoipa::ToSchema;

/// What an authenticator app is set up by.
#[derive(Serialize, ToSchema)]
#[schema(as = SecondFactorSetup, example = json!({
    "secret": "JBSWY3DPEHPK3PXP",
    "qrCodeUrl": "otpauth://totp/HitKey:ann%40example.org?secret=JBSWY3DPEHPK3PXP&issuer=HitKey",
}))]
pub struct Setup<'a> {
    /// In base32.
    secret: &'a str,
    /// What the QR code says.
    #[serde(rename = "qrCodeUrl")]
    qr_code_url: &'a str,
}

pub(crate) const GET: About =
    About::new("setUpSecondFactor", "Draw a fresh secret, which does nothing until a code of it is shown.")
        .fails(&[Code::AlreadyEnabled]);

/// `GET /auth/2fa/setup`: a fresh secret, which does nothing until a code of it is shown.
pub async fn get(
    person: Person,
    whence: Whence,
    services: Data<Services>,
) -> Result<Reply<Setup<'static>>, ApiError> {
    let setup = services.identity.second_factors.set_up(&person.actor(whence)).await?;
    Ok(Reply::of(Setup { secret: setup.secret.expose(), qr_code_url: setup.uri.expose() }))
}

impl From<SetUpSecondFactorError> for ApiError {
    fn from(error: SetUpSecondFactorError) -> Self {
        match error {
            SetUpSecondFactorError::AlreadyEnabled => already_enabled(),
            SetUpSecondFactorError::Gone => Self::unauthenticated(),
            SetUpSecondFactorError::Store(error) => error.into(),
        }
    }
}
