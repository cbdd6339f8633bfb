//! `/projects`

mod bodies;
pub mod clients;
mod fields;
pub mod invites;
pub mod join;
pub mod leave;
pub mod members;
pub mod permissions;
pub mod slug;
pub mod transfer_ownership;
mod views;

use crate::endpoint::Endpoint;
use crate::error::ApiError;
use crate::extract::{Caller, Json};
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::{Data, ServiceConfig};
use bodies::CreateBody;
use views::{ProjectInRole, ProjectView};

/// Adds the routes of projects.
pub(crate) fn configure(config: &mut ServiceConfig) {
    Endpoint::collection("/projects").get(get).post(post).register(config);
    Endpoint::collection("/projects/{slug}")
        .get(slug::get)
        .patch(slug::patch)
        .delete(slug::delete)
        .register(config);
    Endpoint::at("/projects/{slug}/join").post(join::post).register(config);
    Endpoint::at("/projects/{slug}/leave").delete(leave::delete).register(config);
    Endpoint::at("/projects/{slug}/transfer-ownership").post(transfer_ownership::post).register(config);
    members::configure(config);
    permissions::configure(config);
    clients::configure(config);
    invites::configure(config);
}

/// `GET /projects`: the projects that the caller belongs to, each with their role.
pub async fn get(caller: Caller, services: Data<Services>) -> Result<HttpResponse, ApiError> {
    let own = services.projects.projects.list(caller.user()).await?;
    let own: Vec<_> = own.iter().map(|own| ProjectInRole::of(&own.project, Some(own.role))).collect();
    Ok(HttpResponse::Ok().json(own))
}

/// `POST /projects`: makes a project of which the caller is the owner.
pub async fn post(
    caller: Caller,
    Json(new): Json<CreateBody>,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    let project = services.projects.projects.create(caller.user(), new).await?;
    Ok(HttpResponse::Created().json(ProjectView::of(&project)))
}
