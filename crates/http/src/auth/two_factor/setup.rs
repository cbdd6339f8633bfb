//! `/auth/2fa/setup`

use super::already_enabled;
use crate::error::ApiError;
use crate::extract::Caller;
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::Data;
use hitkey_identity::service::SetUpSecondFactorError;
use serde_json::json;

/// `GET /auth/2fa/setup`: a fresh secret, which does nothing until a code of it is shown.
pub async fn get(caller: Caller, services: Data<Services>) -> Result<HttpResponse, ApiError> {
    let setup = services.identity.second_factors.set_up(caller.user()).await?;
    Ok(HttpResponse::Ok().json(json!({ "secret": setup.secret.expose(), "qrCodeUrl": setup.uri.expose() })))
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
