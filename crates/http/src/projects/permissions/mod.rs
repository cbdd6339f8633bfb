//! `/projects/{slug}/permissions`

mod bodies;
pub mod id;
mod views;

use crate::endpoint::{Endpoint, Routes};
use crate::error::{ApiError, Code, FieldError};
use crate::extract::{Caller, Json, Paging, PathSlug};
use crate::openapi::{About, Link};
use crate::reply::{Created, Reply};
use crate::services::Services;
use actix_web::web::Data;
use bodies::CreateBody;
use hitkey_projects::Permission;
use hitkey_projects::service::CreatePermissionError;
use views::PermissionView;

/// Adds the routes of permissions.
pub(super) fn configure(routes: &mut Routes) {
    Endpoint::collection("/projects/{slug}/permissions").get(get, GET).post(post, POST).register(routes);
    Endpoint::at("/projects/{slug}/permissions/{id}")
        .patch(id::patch, id::PATCH)
        .delete(id::delete, id::DELETE)
        .register(routes);
}

pub(crate) const GET: About = About::new("listPermissions", "List the permissions that a project has.")
    .fails(&[Code::NotProjectMember, Code::Forbidden]);

/// `GET /projects/{slug}/permissions`: which permissions the project has, the oldest first.
pub async fn get(
    Caller(by): Caller,
    PathSlug(slug): PathSlug,
    paging: Paging,
    services: Data<Services>,
) -> Result<Reply<Vec<PermissionView<'static>>>, ApiError> {
    let page = services.projects.permissions.list(&slug, &by.caller, paging.request).await?;
    Ok(paging.answer(&page, PermissionView::of))
}

pub(crate) const POST: About = About::new("createPermission", "Define a permission.")
    .fails(&[Code::NotProjectMember, Code::Forbidden, Code::PermissionAlreadyExists])
    .links(&[
        Link::to("updatePermission", &[("slug", "$request.path.slug"), ("id", "$response.body#/id")]),
        Link::to("deletePermission", &[("slug", "$request.path.slug"), ("id", "$response.body#/id")]),
    ]);

/// `POST /projects/{slug}/permissions`: defines a permission.
pub async fn post(
    Caller(by): Caller,
    PathSlug(slug): PathSlug,
    Json(new): Json<CreateBody>,
    services: Data<Services>,
) -> Result<Created<PermissionView<'static>>, ApiError> {
    let permission = services.projects.permissions.create(&slug, &by, &new).await?;
    Ok(Created::of(PermissionView::of(&permission)))
}

impl From<CreatePermissionError> for ApiError {
    fn from(error: CreatePermissionError) -> Self {
        match error {
            CreatePermissionError::NotFound => Self::not_found(),
            CreatePermissionError::Refused(refusal) => refusal.into(),
            CreatePermissionError::AlreadyExists => key_taken(),
            CreatePermissionError::TooMany => Self::invalid_field(too_many()),
            CreatePermissionError::Store(error) => error.into(),
        }
    }
}

fn too_many() -> FieldError {
    let message = format!("A project has at most {} permissions: remove one.", Permission::MOST);
    FieldError::new("key", "max_items", message)
}

/// 409: the project has a permission of that key.
fn key_taken() -> ApiError {
    ApiError::new(Code::PermissionAlreadyExists, "The project has a permission with this key.")
}
