//! `/projects/{slug}/members`

mod bodies;
pub mod id;
mod views;

use crate::endpoint::Endpoint;
use crate::error::{ApiError, Code};
use crate::extract::{Caller, Json, PathSlug};
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::{Data, ServiceConfig};
use bodies::AddBody;
use hitkey_projects::service::AddMemberError;
use views::MemberView;

/// Adds the routes of members.
pub(super) fn configure(config: &mut ServiceConfig) {
    Endpoint::collection("/projects/{slug}/members").get(get).post(post).register(config);
    Endpoint::at("/projects/{slug}/members/{id}").patch(id::patch).delete(id::delete).register(config);
}

/// `GET /projects/{slug}/members`: who belongs to the project, for members to know.
pub async fn get(
    caller: Caller,
    PathSlug(slug): PathSlug,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    let team = services.projects.members.list(&slug, caller.user()).await?;
    Ok(HttpResponse::Ok().json(team.iter().map(MemberView::of).collect::<Vec<_>>()))
}

/// `POST /projects/{slug}/members`: makes whoever has an address a member, at once.
pub async fn post(
    caller: Caller,
    PathSlug(slug): PathSlug,
    Json(new): Json<AddBody>,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    let added = services.projects.members.add(&slug, caller.user(), &new).await?;
    Ok(HttpResponse::Created().json(MemberView::of(&added)))
}

impl From<AddMemberError> for ApiError {
    fn from(error: AddMemberError) -> Self {
        match error {
            AddMemberError::NotFound => Self::not_found(),
            AddMemberError::Refused(refusal) => refusal.into(),
            AddMemberError::UserNotFound => Self::new(Code::UserNotFound, "Nobody has this address."),
            AddMemberError::AlreadyMember => hitkey_projects::Refusal::AlreadyMember.into(),
            AddMemberError::PermissionNotFound => unknown_permission(),
            AddMemberError::Store(error) => error.into(),
        }
    }
}

/// 400: a member was to get a permission that the project does not have.
fn unknown_permission() -> ApiError {
    ApiError::new(Code::PermissionNotFound, "The project has no such permission.")
}
