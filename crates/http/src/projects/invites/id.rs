//! `/projects/{slug}/invites/{id}`

use crate::error::{ApiError, Code};
use crate::extract::{Caller, PathId, PathSlug};
use crate::openapi::About;
use crate::reply::{Message, Reply};
use crate::services::Services;
use actix_web::web::Data;
use hitkey_kernel::InviteId;
use hitkey_projects::service::RevokeInviteError;

pub(crate) const DELETE: About =
    About::new("withdrawInvite", "Withdraw an invite; the mailed link is dead at once.")
        .fails(&[Code::NotProjectMember, Code::Forbidden]);

/// `DELETE /projects/{slug}/invites/{id}`: withdraws an invite; the mailed link is dead at once.
pub async fn delete(
    Caller(by): Caller,
    PathSlug(slug): PathSlug,
    PathId(id): PathId<InviteId>,
    services: Data<Services>,
) -> Result<Reply<Message>, ApiError> {
    services.projects.invites.revoke(&slug, &by, id).await?;
    Ok(Reply::saying("The invite is withdrawn."))
}

impl From<RevokeInviteError> for ApiError {
    fn from(error: RevokeInviteError) -> Self {
        match error {
            RevokeInviteError::NotFound => Self::not_found(),
            RevokeInviteError::Refused(refusal) => refusal.into(),
            RevokeInviteError::Store(error) => error.into(),
        }
    }
}
