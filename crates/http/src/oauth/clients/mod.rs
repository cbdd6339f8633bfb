//! `/oauth/clients`

pub(crate) mod bodies;
pub mod id;
pub mod rotate_secret;
pub(crate) mod views;

use crate::error::{ApiError, FieldError};
use crate::extract::{Json, OnBehalf, Paging};
use crate::openapi::{About, Link};
use crate::reply::{Created, Reply};
use crate::services::Services;
use actix_web::web::Data;
use bodies::CreateBody;
use hitkey_oauth::service::{CreateClientError, FieldError as DomainFieldError};
use views::{Item, Registered};

pub(crate) const GET: About = About::new("listClients", "List your clients, never a secret.");

/// `GET /oauth/clients`: the caller's clients, the oldest first, never a secret.
pub async fn get(
    OnBehalf(by): OnBehalf,
    paging: Paging,
    services: Data<Services>,
) -> Result<Reply<Vec<Item<'static>>>, ApiError> {
    let page = services.oauth.clients.list(by.user, paging.request).await?;
    Ok(paging.answer(&page, Item::of))
}

pub(crate) const POST: About =
    About::new("createClient", "Register a client; its secret is shown this once.").links(&[
        Link::to("readClient", &[("id", "$response.body#/id")]),
        Link::to("updateClient", &[("id", "$response.body#/id")]),
        Link::to("deleteClient", &[("id", "$response.body#/id")]),
        Link::to("rotateClientSecret", &[("id", "$response.body#/id")]),
    ]);

/// `POST /oauth/clients`: registers a client and shows its secret, this once.
pub async fn post(
    OnBehalf(by): OnBehalf,
    Json(registration): Json<CreateBody>,
    services: Data<Services>,
) -> Result<Created<Registered<'static>>, ApiError> {
    let created = services.oauth.clients.create(by.user, &by, registration).await?;
    Ok(Created::of(Registered::of(&created.client, created.secret.as_ref())))
}

impl From<CreateClientError> for ApiError {
    fn from(error: CreateClientError) -> Self {
        match error {
            CreateClientError::Invalid(fields) => invalid(fields),
            CreateClientError::Store(error) => error.into(),
        }
    }
}

/// 422 with every field that failed in a domain.
pub(crate) fn invalid(fields: Vec<DomainFieldError>) -> ApiError {
    ApiError::invalid(fields.into_iter().map(worded).collect())
}

fn worded(failure: DomainFieldError) -> FieldError {
    let message = format!("The {} field {}.", failure.field, failure.message);
    FieldError::new(failure.field, failure.rule, message)
}
