//! `/projects/{slug}/clients`: as `/oauth/clients`, but the project owns them.

pub mod id;
pub mod rotate_secret;

use crate::endpoint::Endpoint;
use crate::error::ApiError;
use crate::extract::{Caller, Json, PathSlug};
use crate::oauth::clients::bodies::CreateBody;
use crate::oauth::clients::views::{Item, Registered};
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::{Data, ServiceConfig};
use hitkey_kernel::{ProjectId, UserId};
use hitkey_projects::service::AuthorizeError;
use hitkey_projects::{Action, Slug};

/// Adds the routes of a project's clients.
pub(super) fn configure(config: &mut ServiceConfig) {
    Endpoint::collection("/projects/{slug}/clients").get(get).post(post).register(config);
    Endpoint::at("/projects/{slug}/clients/{id}")
        .get(id::get)
        .patch(id::patch)
        .delete(id::delete)
        .register(config);
    Endpoint::at("/projects/{slug}/clients/{id}/rotate-secret").post(rotate_secret::post).register(config);
}

/// `GET /projects/{slug}/clients`: the project's clients, never a secret.
pub async fn get(
    caller: Caller,
    PathSlug(slug): PathSlug,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    let project = managed(&services, &slug, caller.user()).await?;
    let clients = services.oauth.clients.list(project).await?;
    Ok(HttpResponse::Ok().json(clients.iter().map(Item::of).collect::<Vec<_>>()))
}

/// `POST /projects/{slug}/clients`: registers a client of the project and shows its secret, this once.
pub async fn post(
    caller: Caller,
    PathSlug(slug): PathSlug,
    Json(registration): Json<CreateBody>,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    let project = managed(&services, &slug, caller.user()).await?;
    let created = services.oauth.clients.create(project, registration).await?;
    Ok(HttpResponse::Created().json(Registered::of(&created.client, created.secret.as_ref())))
}

/// The project of this slug, if the person may manage its clients.
async fn managed(services: &Services, slug: &Slug, user: UserId) -> Result<ProjectId, AuthorizeError> {
    let visit = services.projects.projects.authorize(slug, user, Action::ManageClients).await?;
    Ok(visit.project.id)
}
