//! `/projects/{slug}/invites/{id}`

use crate::error::ApiError;
use crate::extract::{Caller, PathId, PathSlug};
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::Data;
use hitkey_kernel::InviteId;
use hitkey_projects::service::RevokeInviteError;
use serde_json::json;

/// `DELETE /projects/{slug}/invites/{id}`: withdraws an invite; the mailed link is dead at once.
pub async fn delete(
    caller: Caller,
    PathSlug(slug): PathSlug,
    PathId(id): PathId<InviteId>,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    services.projects.invites.revoke(&slug, caller.user(), id).await?;
    Ok(HttpResponse::Ok().json(json!({ "message": "The invite is withdrawn." })))
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
