//! `/projects/{slug}/api-clients/{id}`

use crate::api::user::api_clients::bodies::PutBody;
use crate::api::user::api_clients::views::ApiClientView;
use crate::error::{ApiError, Code};
use crate::extract::{Acting, Json, PathId, PathSlug, Person};
use crate::openapi::About;
use crate::reply::{Message, Reply};
use crate::services::Services;
use actix_web::web::Data;
use hitkey_kernel::ApiClientId;

pub(crate) const GET: About =
    About::new("readTeamApiClient", "Read an API client of a project's team, without its token.")
        .fails(&[Code::NotProjectMember, Code::Forbidden]);

/// `GET /projects/{slug}/api-clients/{id}`: one of the team's API clients, without its token.
pub async fn get(
    person: Person,
    PathSlug(slug): PathSlug,
    PathId(id): PathId<ApiClientId>,
    services: Data<Services>,
) -> Result<Reply<ApiClientView<'static>>, ApiError> {
    let client = services.projects.api_clients.find_in(&slug, person.user(), id).await?;
    Ok(Reply::of(ApiClientView::of(&client)))
}

pub(crate) const PUT: About = About::new(
    "updateTeamApiClient",
    "Rename, describe, expire, grant anew or revoke: what the body names is changed.",
)
.fails(&[
    Code::NotProjectMember,
    Code::Forbidden,
    Code::OnlyOwnerAssignsAdmin,
    Code::PermissionNotFound,
    Code::ApiClientRevoked,
]);

/// `PUT /projects/{slug}/api-clients/{id}`: changes what the body names.
pub async fn put(
    Acting(by): Acting,
    PathSlug(slug): PathSlug,
    PathId(id): PathId<ApiClientId>,
    Json(change): Json<PutBody>,
    services: Data<Services>,
) -> Result<Reply<ApiClientView<'static>>, ApiError> {
    let client = services.projects.api_clients.update_in(&slug, &by, id, &change).await?;
    Ok(Reply::of(ApiClientView::of(&client)))
}

pub(crate) const DELETE: About =
    About::new("deleteTeamApiClient", "Remove an API client; its token is dead at once.")
        .fails(&[Code::NotProjectMember, Code::Forbidden]);

/// `DELETE /projects/{slug}/api-clients/{id}`: removes an API client; its token is dead at once.
pub async fn delete(
    Acting(by): Acting,
    PathSlug(slug): PathSlug,
    PathId(id): PathId<ApiClientId>,
    services: Data<Services>,
) -> Result<Reply<Message>, ApiError> {
    services.projects.api_clients.delete_in(&slug, &by, id).await?;
    Ok(Reply::saying("The API client is removed."))
}
