//! `/projects/{slug}`

use super::bodies::PatchBody;
use super::views::{ProjectInRole, ProjectView};
use crate::error::ApiError;
use crate::extract::{Caller, Json, PathSlug};
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::Data;
use hitkey_projects::service::FindProjectError;
use serde_json::json;

/// `GET /projects/{slug}`: the project, and what the caller is there.
pub async fn get(
    caller: Caller,
    PathSlug(slug): PathSlug,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    let visit = services.projects.projects.find(&slug, caller.user()).await?;
    Ok(HttpResponse::Ok().json(ProjectInRole::of(&visit.project, visit.actor.role)))
}

/// `PATCH /projects/{slug}`: changes what the body names. The slug stays.
pub async fn patch(
    caller: Caller,
    PathSlug(slug): PathSlug,
    Json(change): Json<PatchBody>,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    let project = services.projects.projects.update(&slug, caller.user(), &change).await?;
    Ok(HttpResponse::Ok().json(ProjectView::of(&project)))
}

/// `DELETE /projects/{slug}`: ends the project with everything in it.
pub async fn delete(
    caller: Caller,
    PathSlug(slug): PathSlug,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    services.projects.projects.delete(&slug, caller.user()).await?;
    Ok(HttpResponse::Ok().json(json!({ "message": "The project is removed." })))
}

impl From<FindProjectError> for ApiError {
    fn from(error: FindProjectError) -> Self {
        match error {
            FindProjectError::NotFound => Self::not_found(),
            FindProjectError::Store(error) => error.into(),
        }
    }
}
