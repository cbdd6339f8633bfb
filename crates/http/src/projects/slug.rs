//! `/projects/{slug}`

use super::bodies::PatchBody;
use super::views::{ProjectInRole, ProjectView};
use crate::error::{ApiError, Code};
use crate::extract::{Acting, Caller, Json, PathSlug};
use crate::openapi::About;
use crate::reply::{Message, Reply};
use crate::services::Services;
use actix_web::web::Data;
use hitkey_projects::service::FindProjectError;

pub(crate) const GET: About = About::new("readProject", "Read a project, and what you are there.");

/// `GET /projects/{slug}`: the project, and what the caller is there.
pub async fn get(
    Caller(by): Caller,
    PathSlug(slug): PathSlug,
    services: Data<Services>,
) -> Result<Reply<ProjectInRole<'static>>, ApiError> {
    let visit = services.projects.projects.find(&slug, &by.caller).await?;
    Ok(Reply::of(ProjectInRole::of(&visit.project, visit.actor.acting())))
}

pub(crate) const PATCH: About = About::new("updateProject", "Change what the body names. The slug stays.")
    .fails(&[Code::NotProjectMember, Code::Forbidden]);

/// `PATCH /projects/{slug}`: changes what the body names. The slug stays.
pub async fn patch(
    Caller(by): Caller,
    PathSlug(slug): PathSlug,
    Json(change): Json<PatchBody>,
    services: Data<Services>,
) -> Result<Reply<ProjectView<'static>>, ApiError> {
    let project = services.projects.projects.update(&slug, &by, &change).await?;
    Ok(Reply::of(ProjectView::of(&project)))
}

pub(crate) const DELETE: About = About::new("deleteProject", "End a project with everything in it.")
    .fails(&[Code::NotProjectMember, Code::Forbidden]);

/// `DELETE /projects/{slug}`: ends the project with everything in it.
pub async fn delete(
    Acting(by): Acting,
    PathSlug(slug): PathSlug,
    services: Data<Services>,
) -> Result<Reply<Message>, ApiError> {
    services.projects.projects.delete(&slug, &by).await?;
    Ok(Reply::saying("The project is removed."))
}

impl From<FindProjectError> for ApiError {
    fn from(error: FindProjectError) -> Self {
        match error {
            FindProjectError::NotFound => Self::not_found(),
            FindProjectError::Store(error) => error.into(),
        }
    }
}
