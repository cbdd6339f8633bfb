//! `/auth/me`

use super::views::Me;
use crate::error::ApiError;
use crate::extract::OnBehalf;
use crate::openapi::About;
use crate::reply::Reply;
use crate::services::Services;
use actix_web::web::Data;
use hitkey_identity::service::MeError;

pub(crate) const GET: About = About::new("readAccount", "Read your own account.");

/// `GET /auth/me`: the caller's own account.
pub async fn get(OnBehalf(by): OnBehalf, services: Data<Services>) -> Result<Reply<Me<'static>>, ApiError> {
    let account = services.identity.profiles.me(by.user).await?;
    Ok(Reply::of(Me::of(&account)))
}

impl From<MeError> for ApiError {
    fn from(error: MeError) -> Self {
        match error {
            MeError::Gone => Self::unauthenticated(),
            MeError::Store(error) => error.into(),
        }
    }
}
