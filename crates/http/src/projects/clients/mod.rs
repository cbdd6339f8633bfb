//! `/projects/{slug}/clients`: as `/oauth/clients`, but the project owns them.

pub mod id;
pub mod rotate_secret;

use crate::endpoint::{Endpoint, Routes};
use crate::error::{ApiError, Code};
use crate::extract::{Caller, Json, Paging, PathSlug};
use crate::oauth::clients::bodies::CreateBody;
use crate::oauth::clients::views::{Item, Registered};
use crate::openapi::{About, Link};
use crate::reply::{Created, Reply};
use crate::services::Services;
use actix_web::web::Data;
use hitkey_kernel::ProjectId;
use hitkey_projects::service::AuthorizeError;
use hitkey_projects::{self as projects, Action, Slug};

/// Adds the routes of a project's clients.
pub(super) fn configure(routes: &mut Routes) {
    Endpoint::collection("/projects/{slug}/clients").get(get, GET).post(post, POST).register(routes);
    Endpoint::at("/projects/{slug}/clients/{id}")
        .get(id::get, id::GET)
        .patch(id::patch, id::PATCH)
        .delete(id::delete, id::DELETE)
        .register(routes);
    Endpoint::at("/projects/{slug}/clients/{id}/rotate-secret")
        .post(rotate_secret::post, rotate_secret::POST)
        .register(routes);
}

pub(crate) const GET: About =
    About::new("listProjectClients", "List the clients of a project, never a secret.")
        .fails(&[Code::NotProjectMember, Code::Forbidden]);

/// `GET /projects/{slug}/clients`: the project's clients, the oldest first, never a secret.
pub async fn get(
    Caller(by): Caller,
    PathSlug(slug): PathSlug,
    paging: Paging,
    services: Data<Services>,
) -> Result<Reply<Vec<Item<'static>>>, ApiError> {
    let project = managed(&services, &slug, &by.caller).await?;
    let page = services.oauth.clients.list(project, paging.request).await?;
    Ok(paging.answer(&page, Item::of))
}

pub(crate) const POST: About =
    About::new("createProjectClient", "Register a client of a project; its secret is shown this once.")
        .fails(&[Code::NotProjectMember, Code::Forbidden])
        .links(&[
            Link::to("readProjectClient", &[("slug", "$request.path.slug"), ("id", "$response.body#/id")]),
            Link::to("updateProjectClient", &[("slug", "$request.path.slug"), ("id", "$response.body#/id")]),
            Link::to("deleteProjectClient", &[("slug", "$request.path.slug"), ("id", "$response.body#/id")]),
            Link::to(
                "rotateProjectClientSecret",
                &[("slug", "$request.path.slug"), ("id", "$response.body#/id")],
            ),
        ]);

/// `POST /projects/{slug}/clients`: registers a client of the project and shows its secret, this once.
pub async fn post(
    Caller(by): Caller,
    PathSlug(slug): PathSlug,
    Json(registration): Json<CreateBody>,
    services: Data<Services>,
) -> Result<Created<Registered<'static>>, ApiError> {
    let project = managed(&services, &slug, &by.caller).await?;
    let created = services.oauth.clients.create(project, &by, registration).await?;
    Ok(Created::of(Registered::of(&created.client, created.secret.as_ref())))
}

/// The project of this slug, if the person may manage its clients.
pub(super) async fn managed(
    services: &Services,
    slug: &Slug,
    caller: &projects::Caller,
) -> Result<ProjectId, AuthorizeError> {
    let visit = services.projects.projects.authorize(slug, caller, Action::ManageClients).await?;
    Ok(visit.project.id)
}
