//! `/oauth/clients/{id}`

use super::bodies::PatchBody;
use super::invalid;
use super::views::Item;
use crate::error::ApiError;
use crate::extract::{Json, OnBehalf, PathId};
use crate::openapi::About;
use crate::reply::{Message, Reply};
use crate::services::Services;
use actix_web::web::Data;
use hitkey_kernel::ClientId;
use hitkey_oauth::service::{DeleteClientError, FindClientError, UpdateClientError};

pub(crate) const GET: About = About::new("readClient", "Read one of your clients, without its secret.");

/// `GET /oauth/clients/{id}`: one of the caller's clients, without its secret.
pub async fn get(
    OnBehalf(by): OnBehalf,
    PathId(id): PathId<ClientId>,
    services: Data<Services>,
) -> Result<Reply<Item<'static>>, ApiError> {
    let client = services.oauth.clients.find(by.user, id).await?;
    Ok(Reply::of(Item::of(&client)))
}

pub(crate) const PATCH: About = About::new("updateClient", "Change what the body names.");

/// `PATCH /oauth/clients/{id}`: changes what the body names.
pub async fn patch(
    OnBehalf(by): OnBehalf,
    PathId(id): PathId<ClientId>,
    Json(changes): Json<PatchBody>,
    services: Data<Services>,
) -> Result<Reply<Item<'static>>, ApiError> {
    let client = services.oauth.clients.update(by.user, &by, id, &changes).await?;
    Ok(Reply::of(Item::of(&client)))
}

pub(crate) const DELETE: About =
    About::new("deleteClient", "Remove a client with everything that people allowed it.");

/// `DELETE /oauth/clients/{id}`: removes a client with everything that people allowed it.
pub async fn delete(
    OnBehalf(by): OnBehalf,
    PathId(id): PathId<ClientId>,
    services: Data<Services>,
) -> Result<Reply<Message>, ApiError> {
    services.oauth.clients.delete(by.user, &by, id).await?;
    Ok(Reply::saying("The client is removed."))
}

impl From<FindClientError> for ApiError {
    fn from(error: FindClientError) -> Self {
        match error {
            FindClientError::NotFound => Self::not_found(),
            FindClientError::Store(error) => error.into(),
        }
    }
}

impl From<UpdateClientError> for ApiError {
    fn from(error: UpdateClientError) -> Self {
        match error {
            UpdateClientError::Invalid(fields) => invalid(fields),
            UpdateClientError::NotFound => Self::not_found(),
            UpdateClientError::Contended => Self::overloaded(error),
            UpdateClientError::Store(error) => error.into(),
        }
    }
}

impl From<DeleteClientError> for ApiError {
    fn from(error: DeleteClientError) -> Self {
        match error {
            DeleteClientError::NotFound => Self::not_found(),
            DeleteClientError::Store(error) => error.into(),
        }
    }
}
