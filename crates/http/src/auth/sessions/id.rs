//! `/auth/sessions/{id}`

use crate::auth::views::Message;
use crate::error::ApiError;
use crate::extract::{Caller, PathId};
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::Data;
use hitkey_identity::service::EndSessionError;
use hitkey_kernel::SessionId;

/// `DELETE /auth/sessions/{id}`: ends one of the caller's sessions.
pub async fn delete(
    caller: Caller,
    PathId(id): PathId<SessionId>,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    services.identity.sessions.end(caller.user(), id).await?;
    Ok(HttpResponse::Ok().json(Message { message: "The session has ended." }))
}

impl From<EndSessionError> for ApiError {
    fn from(error: EndSessionError) -> Self {
        match error {
            EndSessionError::NotFound => Self::not_found(),
            EndSessionError::Store(error) => error.into(),
        }
    }
}
