//! `/auth/sessions/{id}`

use crate::error::ApiError;
use crate::extract::{PathId, Person, Whence};
use crate::openapi::About;
use crate::reply::{Message, Reply};
use crate::services::Services;
use actix_web::web::Data;
use hitkey_identity::service::EndSessionError;
use hitkey_kernel::SessionId;

pub(crate) const DELETE: About = About::new("endSession", "End one of your sessions.");

/// `DELETE /auth/sessions/{id}`: ends one of the caller's sessions.
pub async fn delete(
    person: Person,
    PathId(id): PathId<SessionId>,
    whence: Whence,
    services: Data<Services>,
) -> Result<Reply<Message>, ApiError> {
    services.identity.sessions.end(&person.actor(whence), id).await?;
    Ok(Reply::saying("The session has ended."))
}

impl From<EndSessionError> for ApiError {
    fn from(error: EndSessionError) -> Self {
        match error {
            EndSessionError::NotFound => Self::not_found(),
            EndSessionError::Store(error) => error.into(),
        }
    }
}
