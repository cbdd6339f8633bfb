//! `/api/user/api-clients`: the caller's own API clients.

pub(crate) mod bodies;
pub mod id;
pub mod rotate;
pub(crate) mod views;

use crate::endpoint::{Endpoint, Routes};
use crate::error::{ApiError, Code, FieldError};
use crate::extract::{Acting, Json, Paging, Person};
use crate::openapi::{About, Link};
use crate::reply::{Created, Reply};
use crate::services::Services;
use actix_web::web::Data;
use bodies::CreateBody;
use hitkey_projects::ApiClient;
use hitkey_projects::service::CreateApiClientError;
use views::{ApiClientView, Shown};

/// Adds the routes of the caller's own API clients.
pub(crate) fn configure(routes: &mut Routes) {
    Endpoint::collection("/api/user/api-clients").get(get, GET).post(post, POST).register(routes);
    Endpoint::at("/api/user/api-clients/{id}")
        .get(id::get, id::GET)
        .put(id::put, id::PUT)
        .delete(id::delete, id::DELETE)
        .register(routes);
    Endpoint::at("/api/user/api-clients/{id}/rotate").post(rotate::post, rotate::POST).register(routes);
}

pub(crate) const GET: About = About::new("listApiClients", "List your API clients, never a token.");

/// `GET /api/user/api-clients`: the caller's API clients, the oldest first, never a token.
pub async fn get(
    person: Person,
    paging: Paging,
    services: Data<Services>,
) -> Result<Reply<Vec<ApiClientView<'static>>>, ApiError> {
    let page = services.projects.api_clients.list(person.user(), paging.request).await?;
    Ok(paging.answer(&page, ApiClientView::of))
}

pub(crate) const POST: About =
    About::new("createApiClient", "Make an API client; its token is shown this once.")
        .fails(&[Code::NotProjectMember, Code::PermissionNotFound])
        .links(&[
            Link::to("readApiClient", &[("id", "$response.body#/id")]),
            Link::to("updateApiClient", &[("id", "$response.body#/id")]),
            Link::to("rotateApiClient", &[("id", "$response.body#/id")]),
            Link::to("deleteApiClient", &[("id", "$response.body#/id")]),
        ]);

/// `POST /api/user/api-clients`: makes an API client and shows its token, this once.
pub async fn post(
    Acting(by): Acting,
    Json(new): Json<CreateBody>,
    services: Data<Services>,
) -> Result<Created<Shown<'static>>, ApiError> {
    let (client, token) = services.projects.api_clients.create(&by, &new).await?;
    Ok(Created::of(Shown::of(&client, &token)))
}

impl From<CreateApiClientError> for ApiError {
    fn from(error: CreateApiClientError) -> Self {
        match error {
            CreateApiClientError::NotFound => Self::not_found(),
            CreateApiClientError::Refused(refusal) => refusal.into(),
            CreateApiClientError::PermissionNotFound => unknown_permission(),
            CreateApiClientError::ExpiryPassed => expiry_passed(),
            CreateApiClientError::TooMany => Self::invalid_field(too_many()),
            CreateApiClientError::Store(error) => error.into(),
        }
    }
}

fn too_many() -> FieldError {
    let message = format!("There are at most {} API clients of one owner: remove one.", ApiClient::MOST);
    FieldError::new("name", "max_items", message)
}

fn unknown_permission() -> ApiError {
    ApiError::new(Code::PermissionNotFound, "One of the projects has no such permission.")
}

fn expiry_passed() -> ApiError {
    let message = "The expires_at field must lie ahead. To end the API client now, revoke it.";
    ApiError::invalid_field(FieldError::new("expires_at", "future", message))
}
