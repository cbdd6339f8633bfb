//! `/projects/{slug}/leave`

use crate::error::{ApiError, Code};
use crate::extract::{Acting, PathSlug};
use crate::openapi::About;
use crate::reply::{Message, Reply};
use crate::services::Services;
use actix_web::web::Data;
use hitkey_projects::service::LeaveProjectError;

pub(crate) const DELETE: About = About::new("leaveProject", "End your own membership.")
    .fails(&[Code::NotProjectMember, Code::OwnerCannotLeave]);

/// `DELETE /projects/{slug}/leave`: ends the caller's own membership.
pub async fn delete(
    Acting(by): Acting,
    PathSlug(slug): PathSlug,
    services: Data<Services>,
) -> Result<Reply<Message>, ApiError> {
    services.projects.members.leave(&slug, &by).await?;
    Ok(Reply::saying("You are no longer a member of this project."))
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
