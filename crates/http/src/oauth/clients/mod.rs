//! `/oauth/clients`

pub(crate) mod bodies;
pub mod id;
pub mod rotate_secret;
pub(crate) mod views;

use crate::error::{ApiError, FieldError};
use crate::extract::{Caller, Json};
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::Data;
use bodies::CreateBody;
use hitkey_oauth::service::{CreateClientError, FieldError as DomainFieldError};
use views::{Item, Registered};

/// `GET /oauth/clients`: the caller's clients, never a secret.
pub async fn get(caller: Caller, services: Data<Services>) -> Result<HttpResponse, ApiError> {
    let clients = services.oauth.clients.list(caller.user()).await?;
    Ok(HttpResponse::Ok().json(clients.iter().map(Item::of).collect::<Vec<_>>()))
}

/// `POST /oauth/clients`: registers a client and shows its secret, this once.
pub async fn post(
    caller: Caller,
    Json(registration): Json<CreateBody>,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    let created = services.oauth.clients.create(caller.user(), registration).await?;
    Ok(HttpResponse::Created().json(Registered::of(&created.client, created.secret.as_ref())))
}

impl From<CreateClientError> for ApiError {
    fn from(error: CreateClientError) -> Self {
        match error {
            CreateClientError::Invalid(fields) => invalid(fields),
            CreateClientError::Store(error) => error.into(),
        }
    }
}

fn invalid(fields: Vec<DomainFieldError>) -> ApiError {
    ApiError::invalid(fields.into_iter().map(worded).collect())
}

fn worded(failure: DomainFieldError) -> FieldError {
    let message = format!("The {} field {}.", failure.field, failure.message);
    FieldError::new(failure.field, failure.rule, message)
}
