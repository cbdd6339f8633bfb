//! `/projects/{slug}/members`

mod bodies;
pub mod id;
mod views;

use crate::endpoint::{Endpoint, Routes};
use crate::error::{ApiError, Code};
use crate::extract::{Caller, Json, Paging, PathSlug};
use crate::openapi::{About, Link};
use crate::reply::{Created, Reply};
use crate::services::Services;
use actix_web::web::Data;
use bodies::AddBody;
use hitkey_projects::service::AddMemberError;
use views::MemberView;

/// Adds the routes of members.
pub(super) fn configure(routes: &mut Routes) {
    Endpoint::collection("/projects/{slug}/members").get(get, GET).post(post, POST).register(routes);
    Endpoint::at("/projects/{slug}/members/{id}")
        .patch(id::patch, id::PATCH)
        .delete(id::delete, id::DELETE)
        .register(routes);
}

pub(crate) const GET: About =
    About::new("listMembers", "List who belongs to a project, for members to know.")
        .fails(&[Code::NotProjectMember]);

/// `GET /projects/{slug}/members`: who belongs to the project, for members to know. The oldest first.
pub async fn get(
    Caller(by): Caller,
    PathSlug(slug): PathSlug,
    paging: Paging,
    services: Data<Services>,
) -> Result<Reply<Vec<MemberView<'static>>>, ApiError> {
    let page = services.projects.members.list(&slug, &by.caller, paging.request).await?;
    Ok(paging.answer(&page, MemberView::of))
}

pub(crate) const POST: About = About::new("addMember", "Make whoever has an address a member, at once.")
    .fails(&[
        Code::NotProjectMember,
        Code::Forbidden,
        Code::OnlyOwnerAssignsAdmin,
        Code::UserNotFound,
        Code::AlreadyMember,
        Code::PermissionNotFound,
    ])
    .links(&[
        Link::to("updateMember", &[("slug", "$request.path.slug"), ("id", "$response.body#/id")]),
        Link::to("removeMember", &[("slug", "$request.path.slug"), ("id", "$response.body#/id")]),
    ]);

/// `POST /projects/{slug}/members`: makes whoever has an address a member, at once.
pub async fn post(
    Caller(by): Caller,
    PathSlug(slug): PathSlug,
    Json(new): Json<AddBody>,
    services: Data<Services>,
) -> Result<Created<MemberView<'static>>, ApiError> {
    let added = services.projects.members.add(&slug, &by, &new).await?;
    Ok(Created::of(MemberView::of(&added)))
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
