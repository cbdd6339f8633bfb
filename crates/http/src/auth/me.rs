//! `/auth/me`

use super::views::Me;
use crate::error::ApiError;
use crate::extract::Caller;
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::Data;
use hitkey_identity::service::MeError;

/// `GET /auth/me`: the caller's own account.
pub async fn get(caller: Caller, services: Data<Services>) -> Result<HttpResponse, ApiError> {
    let account = services.identity.profiles.me(caller.user()).await?;
    Ok(HttpResponse::Ok().json(Me::of(&account)))
}

impl From<MeError> for ApiError {
    fn from(error: MeError) -> Self {
        match error {
            MeError::Gone => Self::unauthenticated(),
            MeError::Store(error) => error.into(),
        }
    }
}
