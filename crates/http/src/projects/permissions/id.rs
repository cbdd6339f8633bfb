//! `/projects/{slug}/permissions/{id}`

use super::bodies::PatchBody;
use super::key_taken;
use super::views::PermissionView;
use crate::error::{ApiError, Code};
use crate::extract::{Caller, Json, PathId, PathSlug};
use crate::openapi::About;
use crate::reply::{Message, Reply};
use crate::services::Services;
use actix_web::web::Data;
use hitkey_kernel::PermissionId;
use hitkey_projects::service::{DeletePermissionError, UpdatePermissionError};

pub(crate) const PATCH: About =
    About::new("updatePermission", "Change what the body names. Whoever has the permission keeps it.")
        .fails(&[Code::NotProjectMember, Code::Forbidden, Code::PermissionAlreadyExists]);

/// `PATCH /projects/{slug}/permissions/{id}`: changes what the body names. Whoever has it keeps it.
pub async fn patch(
    Caller(by): Caller,
    PathSlug(slug): PathSlug,
    PathId(id): PathId<PermissionId>,
    Json(change): Json<PatchBody>,
    services: Data<Services>,
) -> Result<Reply<PermissionView<'static>>, ApiError> {
    let permission = services.projects.permissions.update(&slug, &by, id, &change).await?;
    Ok(Reply::of(PermissionView::of(&permission)))
}

pub(crate) const DELETE: About =
    About::new("deletePermission", "Remove a permission, and take it from all who have it.")
        .fails(&[Code::NotProjectMember, Code::Forbidden]);

/// `DELETE /projects/{slug}/permissions/{id}`: removes a permission, and takes it from all who have it.
pub async fn delete(
    Caller(by): Caller,
    PathSlug(slug): PathSlug,
    PathId(id): PathId<PermissionId>,
    services: Data<Services>,
) -> Result<Reply<Message>, ApiError> {
    services.projects.permissions.delete(&slug, &by, id).await?;
    Ok(Reply::saying("The permission is removed."))
}

impl From<UpdatePermissionError> for ApiError {
    fn from(error: UpdatePermissionError) -> Self {
        match error {
            UpdatePermissionError::NotFound => Self::not_found(),
            UpdatePermissionError::Refused(refusal) => refusal.into(),
            UpdatePermissionError::AlreadyExists => key_taken(),
            UpdatePermissionError::Store(error) => error.into(),
        }
    }
}

impl From<DeletePermissionError> for ApiError {
    fn from(error: DeletePermissionError) -> Self {
        match error {
            DeletePermissionError::NotFound => Self::not_found(),
            DeletePermissionError::Refused(refusal) => refusal.into(),
            DeletePermissionError::Store(error) => error.into(),
        }
    }
}
