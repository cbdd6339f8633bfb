//! `/projects`

pub mod activity;
pub mod api_clients;
mod bodies;
pub mod clients;
pub(crate) mod fields;
pub mod invites;
pub mod join;
pub mod leave;
pub mod members;
pub mod permissions;
pub mod resources;
pub mod slug;
pub mod transfer_ownership;
mod views;

use crate::endpoint::{Endpoint, Routes};
use crate::error::ApiError;
use crate::extract::{Acting, Caller, Json, Paging};
use crate::openapi::{About, Link};
use crate::reply::{Created, Reply};
use crate::services::Services;
use actix_web::web::Data;
use bodies::CreateBody;
pub(crate) use views::ProjectInRole;
use views::ProjectView;

/// Adds the routes of projects.
pub(crate) fn configure(routes: &mut Routes) {
    Endpoint::collection("/projects").get(get, GET).post(post, POST).register(routes);
    Endpoint::collection("/projects/{slug}")
        .get(slug::get, slug::GET)
        .patch(slug::patch, slug::PATCH)
        .delete(slug::delete, slug::DELETE)
        .register(routes);
    Endpoint::at("/projects/{slug}/join").post(join::post, join::POST).register(routes);
    Endpoint::at("/projects/{slug}/leave").delete(leave::delete, leave::DELETE).register(routes);
    Endpoint::at("/projects/{slug}/transfer-ownership")
        .post(transfer_ownership::post, transfer_ownership::POST)
        .register(routes);
    Endpoint::at("/projects/{slug}/activity").get(activity::get, activity::GET).register(routes);
    members::configure(routes);
    permissions::configure(routes);
    clients::configure(routes);
    api_clients::configure(routes);
    resources::configure(routes);
    invites::configure(routes);
}

pub(crate) const GET: About = About::new(
    "listProjects",
    "List the projects that you belong to, each with your role; the oldest membership first.",
);

/// `GET /projects`: the projects that the caller belongs to, each with their role. The oldest membership first.
pub async fn get(
    Caller(by): Caller,
    paging: Paging,
    services: Data<Services>,
) -> Result<Reply<Vec<ProjectInRole<'static>>>, ApiError> {
    let page = services.projects.projects.list(&by.caller, paging.request).await?;
    Ok(paging.answer(&page, |own| ProjectInRole::of(&own.project, Some(own.role))))
}

pub(crate) const POST: About = About::new("createProject", "Make a project; you are its owner.").links(&[
    Link::to("readProject", &[("slug", "$response.body#/slug")]),
    Link::to("updateProject", &[("slug", "$response.body#/slug")]),
    Link::to("deleteProject", &[("slug", "$response.body#/slug")]),
    Link::to("listMembers", &[("slug", "$response.body#/slug")]),
    Link::to("listPermissions", &[("slug", "$response.body#/slug")]),
    Link::to("createPermission", &[("slug", "$response.body#/slug")]),
    Link::to("listProjectClients", &[("slug", "$response.body#/slug")]),
    Link::to("createProjectClient", &[("slug", "$response.body#/slug")]),
    Link::to("listResources", &[("slug", "$response.body#/slug")]),
    Link::to("createResource", &[("slug", "$response.body#/slug")]),
    Link::to("joinProject", &[("slug", "$response.body#/slug")]),
    Link::to("leaveProject", &[("slug", "$response.body#/slug")]),
    Link::to("addMember", &[("slug", "$response.body#/slug")]),
    Link::to("listInvites", &[("slug", "$response.body#/slug")]),
    Link::to("createInvite", &[("slug", "$response.body#/slug")]),
]);

/// `POST /projects`: makes a project of which the caller is the owner.
pub async fn post(
    Acting(by): Acting,
    Json(new): Json<CreateBody>,
    services: Data<Services>,
) -> Result<Created<ProjectView<'static>>, ApiError> {
    let project = services.projects.projects.create(&by, new).await?;
    Ok(Created::of(ProjectView::of(&project)))
}
