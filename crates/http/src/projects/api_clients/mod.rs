//! `/projects/{slug}/api-clients`: as `/api/user/api-clients`, but the team owns them.

pub mod id;
pub mod rotate;

use crate::api::user::api_clients::bodies::CreateBody;
use crate::api::user::api_clients::views::{ApiClientView, Shown};
use crate::endpoint::{Endpoint, Routes};
use crate::error::{ApiError, Code};
use crate::extract::{Acting, Json, Paging, PathSlug, Person};
use crate::openapi::{About, Link};
use crate::reply::{Created, Reply};
use crate::services::Services;
use actix_web::web::Data;

/// Adds the routes of a team's API clients.
pub(super) fn configure(routes: &mut Routes) {
    Endpoint::collection("/projects/{slug}/api-clients").get(get, GET).post(post, POST).register(routes);
    Endpoint::at("/projects/{slug}/api-clients/{id}")
        .get(id::get, id::GET)
        .put(id::put, id::PUT)
        .delete(id::delete, id::DELETE)
        .register(routes);
    Endpoint::at("/projects/{slug}/api-clients/{id}/rotate")
        .post(rotate::post, rotate::POST)
        .register(routes);
}

pub(crate) const GET: About =
    About::new("listTeamApiClients", "List the API clients of a project's team, never a token.")
        .fails(&[Code::NotProjectMember, Code::Forbidden]);

/// `GET /projects/{slug}/api-clients`: the team's API clients, the oldest first, never a token.
pub async fn get(
    person: Person,
    PathSlug(slug): PathSlug,
    paging: Paging,
    services: Data<Services>,
) -> Result<Reply<Vec<ApiClientView<'static>>>, ApiError> {
    let page = services.projects.api_clients.list_in(&slug, person.user(), paging.request).await?;
    Ok(paging.answer(&page, ApiClientView::of))
}

pub(crate) const POST: About = About::new(
    "createTeamApiClient",
    "Make an API client of a project's team; its token is shown this once.",
)
.fails(&[Code::NotProjectMember, Code::Forbidden, Code::OnlyOwnerAssignsAdmin, Code::PermissionNotFound])
.links(&[
    Link::to("readTeamApiClient", &[("slug", "$request.path.slug"), ("id", "$response.body#/id")]),
    Link::to("updateTeamApiClient", &[("slug", "$request.path.slug"), ("id", "$response.body#/id")]),
    Link::to("rotateTeamApiClient", &[("slug", "$request.path.slug"), ("id", "$response.body#/id")]),
    Link::to("deleteTeamApiClient", &[("slug", "$request.path.slug"), ("id", "$response.body#/id")]),
]);

/// `POST /projects/{slug}/api-clients`: makes an API client of the team and shows its token, this once.
pub async fn post(
    Acting(by): Acting,
    PathSlug(slug): PathSlug,
    Json(new): Json<CreateBody>,
    services: Data<Services>,
) -> Result<Created<Shown<'static>>, ApiError> {
    let (client, token) = services.projects.api_clients.create_in(&slug, &by, &new).await?;
    Ok(Created::of(Shown::of(&client, &token)))
}
