//! `/projects/{slug}/permissions`

mod bodies;
pub mod id;
mod views;

use crate::endpoint::Endpoint;
use crate::error::{ApiError, Code};
use crate::extract::{Caller, Json, PathSlug};
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::{Data, ServiceConfig};
use bodies::CreateBody;
use hitkey_projects::service::CreatePermissionError;
use views::PermissionView;

/// Adds the routes of permissions.
pub(super) fn configure(config: &mut ServiceConfig) {
    Endpoint::collection("/projects/{slug}/permissions").get(get).post(post).register(config);
    Endpoint::at("/projects/{slug}/permissions/{id}").patch(id::patch).delete(id::delete).register(config);
}

/// `GET /projects/{slug}/permissions`: which permissions the project has.
pub async fn get(
    caller: Caller,
    PathSlug(slug): PathSlug,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    let permissions = services.projects.permissions.list(&slug, caller.user()).await?;
    Ok(HttpResponse::Ok().json(permissions.iter().map(PermissionView::of).collect::<Vec<_>>()))
}

/// `POST /projects/{slug}/permissions`: defines a permission.
pub async fn post(
    caller: Caller,
    PathSlug(slug): PathSlug,
    Json(new): Json<CreateBody>,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    let permission = services.projects.permissions.create(&slug, caller.user(), &new).await?;
    Ok(HttpResponse::Created().json(PermissionView::of(&permission)))
}

impl From<CreatePermissionError> for ApiError {
    fn from(error: CreatePermissionError) -> Self {
        match error {
            CreatePermissionError::NotFound => Self::not_found(),
            CreatePermissionError::Refused(refusal) => refusal.into(),
            CreatePermissionError::AlreadyExists => key_taken(),
            CreatePermissionError::Store(error) => error.into(),
        }
    }
}

/// 409: the project has a permission of that key.
fn key_taken() -> ApiError {
    ApiError::new(Code::PermissionAlreadyExists, "The project has a permission with this key.")
}
