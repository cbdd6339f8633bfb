//! `/api/user/api-clients/{id}`

use super::bodies::PutBody;
use super::views::ApiClientView;
use super::{expiry_passed, unknown_permission};
use crate::error::{ApiError, Code};
use crate::extract::{Acting, Json, PathId, Person};
use crate::openapi::About;
use crate::reply::{Message, Reply};
use crate::services::Services;
use actix_web::web::Data;
use hitkey_kernel::ApiClientId;
use hitkey_projects::service::{FindApiClientError, UpdateApiClientError};

pub(crate) const GET: About = About::new("readApiClient", "Read one of your API clients, without its token.");

/// `GET /api/user/api-clients/{id}`: one of the caller's API clients, without its token.
pub async fn get(
    person: Person,
    PathId(id): PathId<ApiClientId>,
    services: Data<Services>,
) -> Result<Reply<ApiClientView<'static>>, ApiError> {
    let client = services.projects.api_clients.find(person.user(), id).await?;
    Ok(Reply::of(ApiClientView::of(&client)))
}

pub(crate) const PUT: About = About::new(
    "updateApiClient",
    "Rename, describe, expire, grant anew or revoke: what the body names is changed.",
)
.fails(&[Code::NotProjectMember, Code::PermissionNotFound, Code::ApiClientRevoked]);

/// `PUT /api/user/api-clients/{id}`: changes what the body names.
pub async fn put(
    Acting(by): Acting,
    PathId(id): PathId<ApiClientId>,
    Json(change): Json<PutBody>,
    services: Data<Services>,
) -> Result<Reply<ApiClientView<'static>>, ApiError> {
    let client = services.projects.api_clients.update(&by, id, &change).await?;
    Ok(Reply::of(ApiClientView::of(&client)))
}

pub(crate) const DELETE: About =
    About::new("deleteApiClient", "Remove an API client; its token is dead at once.");

/// `DELETE /api/user/api-clients/{id}`: removes an API client; its token is dead at once.
pub async fn delete(
    Acting(by): Acting,
    PathId(id): PathId<ApiClientId>,
    services: Data<Services>,
) -> Result<Reply<Message>, ApiError> {
    services.projects.api_clients.delete(&by, id).await?;
    Ok(Reply::saying("The API client is removed."))
}

impl From<FindApiClientError> for ApiError {
    fn from(error: FindApiClientError) -> Self {
        match error {
            FindApiClientError::NotFound => Self::not_found(),
            FindApiClientError::Refused(refusal) => refusal.into(),
            FindApiClientError::Store(error) => error.into(),
        }
    }
}

impl From<UpdateApiClientError> for ApiError {
    fn from(error: UpdateApiClientError) -> Self {
        match error {
            UpdateApiClientError::NotFound => Self::not_found(),
            UpdateApiClientError::Refused(refusal) => refusal.into(),
            UpdateApiClientError::PermissionNotFound => unknown_permission(),
            UpdateApiClientError::ExpiryPassed => expiry_passed(),
            UpdateApiClientError::Revoked => revoked(),
            UpdateApiClientError::Store(error) => error.into(),
        }
    }
}

pub(super) fn revoked() -> ApiError {
    ApiError::new(Code::ApiClientRevoked, "The API client is revoked, and stays so.")
}
