//! `/projects/{slug}/join`

use crate::error::ApiError;
use crate::extract::{Caller, PathSlug};
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::Data;
use hitkey_projects::service::JoinProjectError;
use serde_json::json;

/// `POST /projects/{slug}/join`: makes the caller a member of a public project.
pub async fn post(
    caller: Caller,
    PathSlug(slug): PathSlug,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    services.projects.members.join(&slug, caller.user()).await?;
    Ok(HttpResponse::Ok().json(json!({ "message": "You are a member of this project." })))
}

impl From<JoinProjectError> for ApiError {
    fn from(error: JoinProjectError) -> Self {
        match error {
            JoinProjectError::NotFound => Self::not_found(),
            JoinProjectError::Refused(refusal) => refusal.into(),
            JoinProjectError::Store(error) => error.into(),
        }
    }
}
