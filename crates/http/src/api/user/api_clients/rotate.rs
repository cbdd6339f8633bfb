//! `/api/user/api-clients/{id}/rotate`

use super::bodies::RotateBody;
use super::id::revoked;
use super::views::Shown;
use crate::error::{ApiError, Code};
use crate::extract::{Acting, OptionalJson, PathId};
use crate::openapi::About;
use crate::reply::Reply;
use crate::services::Services;
use actix_web::web::Data;
use hitkey_kernel::ApiClientId;
use hitkey_projects::ApiClientEnd;
use hitkey_projects::service::RotateApiClientError;

pub(crate) const POST: About = About::new(
    "rotateApiClient",
    "Draw a new token, shown this once; the old one is dead at once, unless an overlap is asked for.",
)
.fails(&[Code::ApiClientRevoked, Code::ApiClientExpired]);

/// `POST /api/user/api-clients/{id}/rotate`: a new token, shown this once.
pub async fn post(
    Acting(by): Acting,
    PathId(id): PathId<ApiClientId>,
    OptionalJson(overlap): OptionalJson<RotateBody>,
    services: Data<Services>,
) -> Result<Reply<Shown<'static>>, ApiError> {
    let (client, token) = services.projects.api_clients.rotate(&by, id, overlap).await?;
    Ok(Reply::of(Shown::of(&client, &token)))
}

impl From<RotateApiClientError> for ApiError {
    fn from(error: RotateApiClientError) -> Self {
        match error {
            RotateApiClientError::NotFound => Self::not_found(),
            RotateApiClientError::Refused(refusal) => refusal.into(),
            RotateApiClientError::Ended(ApiClientEnd::Revoked) => revoked(),
            RotateApiClientError::Ended(ApiClientEnd::Expired) => {
                Self::new(Code::ApiClientExpired, "The API client has expired.")
            }
            RotateApiClientError::Store(error) => error.into(),
        }
    }
}
