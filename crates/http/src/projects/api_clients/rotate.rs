//! `/projects/{slug}/api-clients/{id}/rotate`

use crate::api::user::api_clients::bodies::RotateBody;
use crate::api::user::api_clients::views::Shown;
use crate::error::{ApiError, Code};
use crate::extract::{Acting, OptionalJson, PathId, PathSlug};
use crate::openapi::About;
use crate::reply::Reply;
use crate::services::Services;
use actix_web::web::Data;
use hitkey_kernel::ApiClientId;

pub(crate) const POST: About = About::new(
    "rotateTeamApiClient",
    "Draw a new token, shown this once; the old one is dead at once, unless an overlap is asked for.",
)
.fails(&[
    Code::NotProjectMember,
    Code::Forbidden,
    Code::OnlyOwnerAssignsAdmin,
    Code::ApiClientRevoked,
    Code::ApiClientExpired,
]);

/// `POST /projects/{slug}/api-clients/{id}/rotate`: a new token, shown this once.
pub async fn post(
    Acting(by): Acting,
    PathSlug(slug): PathSlug,
    PathId(id): PathId<ApiClientId>,
    OptionalJson(overlap): OptionalJson<RotateBody>,
    services: Data<Services>,
) -> Result<Reply<Shown<'static>>, ApiError> {
    let (client, token) = services.projects.api_clients.rotate_in(&slug, &by, id, overlap).await?;
    Ok(Reply::of(Shown::of(&client, &token)))
}
