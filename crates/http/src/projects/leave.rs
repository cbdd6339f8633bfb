//! `/projects/{slug}/leave`

use crate::error::ApiError;
use crate::extract::{Caller, PathSlug};
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::Data;
use hitkey_projects::service::LeaveProjectError;
use serde_json::json;

/// `DELETE /projects/{slug}/leave`: ends the caller's own membership.
pub async fn delete(
    caller: Caller,
    PathSlug(slug): PathSlug,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    services.projects.members.leave(&slug, caller.user()).await?;
    Ok(HttpResponse::Ok().json(json!({ "message": "You are no longer a member of this project." })))
}

impl From<LeaveProjectError> for ApiError {
    fn from(error: LeaveProjectError) -> Self {
        match error {
            LeaveProjectError::NotFound => Self::not_found(),
            LeaveProjectError::Refused(refusal) => refusal.into(),
            LeaveProjectError::Store(error) => error.into(),
        }
    }
}
