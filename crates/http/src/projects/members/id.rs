//! `/projects/{slug}/members/{id}`

use super::bodies::PatchBody;
use super::unknown_permission;
use super::views::MemberView;
use crate::error::{ApiError, Code};
use crate::extract::{Caller, Json, PathId, PathSlug};
use crate::openapi::About;
use crate::reply::{Message, Reply};
use crate::services::Services;
use actix_web::web::Data;
use hitkey_kernel::MemberId;
use hitkey_projects::service::{RemoveMemberError, UpdateMemberError};

pub(crate) const PATCH: About =
    About::new("updateMember", "Change role or permissions of a member, or both.").fails(&[
        Code::NotProjectMember,
        Code::Forbidden,
        Code::AdminCannotEditAdmin,
        Code::CannotChangeOwnRole,
        Code::CannotChangeOwnerRole,
        Code::OnlyOwnerAssignsAdmin,
        Code::PermissionNotFound,
    ]);

/// `PATCH /projects/{slug}/members/{id}`: changes role or permissions, or both.
pub async fn patch(
    Caller(by): Caller,
    PathSlug(slug): PathSlug,
    PathId(id): PathId<MemberId>,
    Json(change): Json<PatchBody>,
    services: Data<Services>,
) -> Result<Reply<MemberView<'static>>, ApiError> {
    let changed = services.projects.members.update(&slug, &by, id, &change).await?;
    Ok(Reply::of(MemberView::of(&changed)))
}

pub(crate) const DELETE: About = About::new("removeMember", "Make a member leave.").fails(&[
    Code::NotProjectMember,
    Code::Forbidden,
    Code::AdminCannotEditAdmin,
    Code::CannotChangeOwnRole,
    Code::CannotChangeOwnerRole,
    Code::OwnerCannotLeave,
]);

/// `DELETE /projects/{slug}/members/{id}`: makes a member leave.
pub async fn delete(
    Caller(by): Caller,
    PathSlug(slug): PathSlug,
    PathId(id): PathId<MemberId>,
    services: Data<Services>,
) -> Result<Reply<Message>, ApiError> {
    services.projects.members.remove(&slug, &by, id).await?;
    Ok(Reply::saying("The member is removed."))
}

impl From<UpdateMemberError> for ApiError {
    fn from(error: UpdateMemberError) -> Self {
        match error {
            UpdateMemberError::NotFound => Self::not_found(),
            UpdateMemberError::Refused(refusal) => refusal.into(),
            UpdateMemberError::PermissionNotFound => unknown_permission(),
            UpdateMemberError::Store(error) => error.into(),
        }
    }
}

impl From<RemoveMemberError> for ApiError {
    fn from(error: RemoveMemberError) -> Self {
        match error {
            RemoveMemberError::NotFound => Self::not_found(),
            RemoveMemberError::Refused(refusal) => refusal.into(),
            RemoveMemberError::Store(error) => error.into(),
        }
    }
}
