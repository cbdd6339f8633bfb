//! `/projects/{slug}/resources/{id}`

use super::bodies::PatchBody;
use super::views::ResourceView;
use crate::error::{ApiError, Code};
use crate::extract::{Caller, Json, PathId, PathSlug};
use crate::oauth::clients::invalid;
use crate::openapi::About;
use crate::projects::clients::managed;
use crate::reply::{Message, Reply};
use crate::services::Services;
use actix_web::web::Data;
use hitkey_kernel::ResourceId;
use hitkey_oauth::service::{DeleteResourceError, FindResourceError, UpdateResourceError};

pub(crate) const GET: About = About::new("readResource", "Read a resource of a project.")
    .fails(&[Code::NotProjectMember, Code::Forbidden]);

/// `GET /projects/{slug}/resources/{id}`: one of the project's resources.
pub async fn get(
    Caller(by): Caller,
    PathSlug(slug): PathSlug,
    PathId(id): PathId<ResourceId>,
    services: Data<Services>,
) -> Result<Reply<ResourceView<'static>>, ApiError> {
    let project = managed(&services, &slug, &by.caller).await?;
    let resource = services.oauth.resources.find(project, id).await?;
    Ok(Reply::of(ResourceView::of(&resource)))
}

pub(crate) const PATCH: About =
    About::new("updateResource", "Change what the body names. The URI of a resource stays.")
        .fails(&[Code::NotProjectMember, Code::Forbidden]);

/// `PATCH /projects/{slug}/resources/{id}`: changes what the body names.
pub async fn patch(
    Caller(by): Caller,
    PathSlug(slug): PathSlug,
    PathId(id): PathId<ResourceId>,
    Json(changes): Json<PatchBody>,
    services: Data<Services>,
) -> Result<Reply<ResourceView<'static>>, ApiError> {
    let project = managed(&services, &slug, &by.caller).await?;
    let resource = services.oauth.resources.update(project, &by, id, &changes).await?;
    Ok(Reply::of(ResourceView::of(&resource)))
}

pub(crate) const DELETE: About =
    About::new("deleteResource", "Remove a resource: from then on nobody gets tokens for it.")
        .fails(&[Code::NotProjectMember, Code::Forbidden]);

/// `DELETE /projects/{slug}/resources/{id}`: removes a resource.
pub async fn delete(
    Caller(by): Caller,
    PathSlug(slug): PathSlug,
    PathId(id): PathId<ResourceId>,
    services: Data<Services>,
) -> Result<Reply<Message>, ApiError> {
    let project = managed(&services, &slug, &by.caller).await?;
    services.oauth.resources.delete(project, &by, id).await?;
    Ok(Reply::saying("The resource is removed."))
}

impl From<FindResourceError> for ApiError {
    fn from(error: FindResourceError) -> Self {
        match error {
            FindResourceError::NotFound => Self::not_found(),
            FindResourceError::Store(error) => error.into(),
        }
    }
}

impl From<UpdateResourceError> for ApiError {
    fn from(error: UpdateResourceError) -> Self {
        match error {
            UpdateResourceError::Invalid(fields) => invalid(fields),
            UpdateResourceError::NotFound => Self::not_found(),
            UpdateResourceError::Contended => Self::overloaded(error),
            UpdateResourceError::Store(error) => error.into(),
        }
    }
}

impl From<DeleteResourceError> for ApiError {
    fn from(error: DeleteResourceError) -> Self {
        match error {
            DeleteResourceError::NotFound => Self::not_found(),
            DeleteResourceError::Store(error) => error.into(),
        }
    }
}
