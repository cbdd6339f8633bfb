//! `/projects/{slug}/resources`: the servers of a project that take access tokens (RFC 8707).

mod bodies;
pub mod id;
mod views;

use super::clients::managed;
use crate::endpoint::{Endpoint, Routes};
use crate::error::{ApiError, Code, FieldError};
use crate::extract::{Caller, Json, Paging, PathSlug};
use crate::oauth::clients::invalid;
use crate::openapi::{About, Link};
use crate::reply::{Created, Reply};
use crate::services::Services;
use actix_web::web::Data;
use bodies::CreateBody;
use hitkey_oauth::Resource;
use hitkey_oauth::service::CreateResourceError;
use views::ResourceView;

/// Adds the routes of a project's resources.
pub(super) fn configure(routes: &mut Routes) {
    Endpoint::collection("/projects/{slug}/resources").get(get, GET).post(post, POST).register(routes);
    Endpoint::at("/projects/{slug}/resources/{id}")
        .get(id::get, id::GET)
        .patch(id::patch, id::PATCH)
        .delete(id::delete, id::DELETE)
        .register(routes);
}

pub(crate) const GET: About =
    About::new("listResources", "List the servers of a project that clients may ask tokens for.")
        .fails(&[Code::NotProjectMember, Code::Forbidden]);

/// `GET /projects/{slug}/resources`: the project's resources, the oldest first.
pub async fn get(
    Caller(by): Caller,
    PathSlug(slug): PathSlug,
    paging: Paging,
    services: Data<Services>,
) -> Result<Reply<Vec<ResourceView<'static>>>, ApiError> {
    let project = managed(&services, &slug, &by.caller).await?;
    let page = services.oauth.resources.list(project, paging.request).await?;
    Ok(paging.answer(&page, ResourceView::of))
}

pub(crate) const POST: About =
    About::new("createResource", "Register a server of a project that clients may ask tokens for.")
        .fails(&[Code::NotProjectMember, Code::Forbidden, Code::ResourceAlreadyExists])
        .links(&[
            Link::to("readResource", &[("slug", "$request.path.slug"), ("id", "$response.body#/id")]),
            Link::to("updateResource", &[("slug", "$request.path.slug"), ("id", "$response.body#/id")]),
            Link::to("deleteResource", &[("slug", "$request.path.slug"), ("id", "$response.body#/id")]),
        ]);

/// `POST /projects/{slug}/resources`: registers a resource of the project.
pub async fn post(
    Caller(by): Caller,
    PathSlug(slug): PathSlug,
    Json(registration): Json<CreateBody>,
    services: Data<Services>,
) -> Result<Created<ResourceView<'static>>, ApiError> {
    let project = managed(&services, &slug, &by.caller).await?;
    let resource = services.oauth.resources.create(project, &by, &registration).await?;
    Ok(Created::of(ResourceView::of(&resource)))
}

impl From<CreateResourceError> for ApiError {
    fn from(error: CreateResourceError) -> Self {
        match error {
            CreateResourceError::Invalid(fields) => invalid(fields),
            CreateResourceError::Taken => Self::new(
                Code::ResourceAlreadyExists,
                "This URI names a resource already, here or elsewhere.",
            ),
            CreateResourceError::TooMany => Self::invalid_field(too_many()),
            CreateResourceError::NotFound => Self::not_found(),
            CreateResourceError::Store(error) => error.into(),
        }
    }
}

fn too_many() -> FieldError {
    let message = format!("A project has at most {} resources: remove one.", Resource::MOST);
    FieldError::new("uri", "max_items", message)
}
