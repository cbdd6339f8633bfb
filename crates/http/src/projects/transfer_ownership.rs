//! `/projects/{slug}/transfer-ownership`

use super::views::ProjectView;
use crate::error::{ApiError, Checks, Code};
use crate::extract::{Acting, Check, Json, PathSlug};
use crate::openapi::{About, Id};
use crate::reply::Reply;
use crate::services::Services;
use actix_web::http::StatusCode;
use actix_web::web::Data;
use hitkey_kernel::UserId;
use hitkey_projects::service::TransferProjectError;
use serde::Deserialize;
use utoipa::ToSchema;

/// `{"new_owner_id"}`
#[derive(Deserialize, ToSchema)]
#[schema(as = TransferBody, example = json!({ "new_owner_id": "01943b2f-7c3e-7a31-9c5d-2f0f5a1c9e10" }))]
pub struct Body {
    #[schema(value_type = Id, required)]
    new_owner_id: Option<String>,
}

impl Check for Body {
    type Checked = UserId;

    fn check(self, checks: &mut Checks) -> Option<UserId> {
        let text = checks.text("new_owner_id", self.new_owner_id)?;
        let id = text.parse().ok();
        if id.is_none() {
            checks.fail("new_owner_id", "uuid", "The new_owner_id field must be the id of a person.");
        }
        id
    }
}

pub(crate) const POST: About =
    About::new("transferProject", "Make another member the owner, and yourself an admin.")
        .fails(&[Code::NotProjectMember, Code::Forbidden, Code::CannotTransferToSelf])
        .fails_as(&[(400, Code::NotProjectMember)]);

/// `POST /projects/{slug}/transfer-ownership`: makes another member the owner, and the caller an admin.
pub async fn post(
    Acting(by): Acting,
    PathSlug(slug): PathSlug,
    Json(new_owner): Json<Body>,
    services: Data<Services>,
) -> Result<Reply<ProjectView<'static>>, ApiError> {
    let project = services.projects.projects.transfer(&slug, &by, new_owner).await?;
    Ok(Reply::of(ProjectView::of(&project)))
}

impl From<TransferProjectError> for ApiError {
    fn from(error: TransferProjectError) -> Self {
        match error {
            TransferProjectError::NotFound => Self::not_found(),
            TransferProjectError::Refused(refusal) => refusal.into(),
            TransferProjectError::NewOwnerNotMember => {
                Self::new(Code::NotProjectMember, "The new owner must be a member of the project.")
                    .with_status(StatusCode::BAD_REQUEST)
            }
            TransferProjectError::Store(error) => error.into(),
        }
    }
}
