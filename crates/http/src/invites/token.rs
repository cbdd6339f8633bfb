//! `/invites/{token}`

use super::not_found;
use super::views::PresentedView;
use crate::error::ApiError;
use crate::extract::PathToken;
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::Data;
use hitkey_projects::service::FindInviteError;

/// `GET /invites/{token}`: the invite, for whoever holds its token.
pub async fn get(PathToken(token): PathToken, services: Data<Services>) -> Result<HttpResponse, ApiError> {
    let presented = services.projects.invites.find(&token).await?;
    Ok(HttpResponse::Ok().json(PresentedView::of(&presented, services.ambient().now())))
}

impl From<FindInviteError> for ApiError {
    fn from(error: FindInviteError) -> Self {
        match error {
            FindInviteError::NotFound => not_found(),
            FindInviteError::Store(error) => error.into(),
        }
    }
}
