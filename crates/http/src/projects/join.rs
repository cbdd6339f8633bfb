//! `/projects/{slug}/join`

use crate::error::{ApiError, Code};
use crate::extract::{Acting, PathSlug};
use crate::openapi::About;
use crate::reply::{Message, Reply};
use crate::services::Services;
use actix_web::web::Data;
use hitkey_projects::service::JoinProjectError;

pub(crate) const POST: About = About::new("joinProject", "Become a member of a public project.")
    .fails(&[Code::ProjectPrivate, Code::AlreadyMember]);

/// `POST /projects/{slug}/join`: makes the caller a member of a public project.
pub async fn post(
    Acting(by): Acting,
    PathSlug(slug): PathSlug,
    services: Data<Services>,
) -> Result<Reply<Message>, ApiError> {
    services.projects.members.join(&slug, &by).await?;
    Ok(Reply::saying("You are a member of this project."))
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
