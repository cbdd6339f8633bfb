//! `/projects/{slug}/invites`

mod bodies;
pub mod id;
mod views;

use crate::endpoint::{Endpoint, Routes};
use crate::error::{ApiError, Code};
use crate::extract::{Caller, Json, Paging, PathSlug, Spoken};
use crate::openapi::{About, Link};
use crate::reply::{Created, Reply};
use crate::services::Services;
use actix_web::web::Data;
use bodies::CreateBody;
use hitkey_projects::Refusal;
use hitkey_projects::service::CreateInviteError;
use views::InviteView;

/// Adds the routes of a project's invites.
pub(super) fn configure(routes: &mut Routes) {
    Endpoint::collection("/projects/{slug}/invites").get(get, GET).post(post, POST).register(routes);
    Endpoint::at("/projects/{slug}/invites/{id}").delete(id::delete, id::DELETE).register(routes);
}

pub(crate) const GET: About = About::new("listInvites", "List who is invited and has not accepted yet.")
    .fails(&[Code::NotProjectMember, Code::Forbidden]);

/// `GET /projects/{slug}/invites`: who is invited and has not accepted yet, the oldest first.
pub async fn get(
    Caller(by): Caller,
    PathSlug(slug): PathSlug,
    paging: Paging,
    services: Data<Services>,
) -> Result<Reply<Vec<InviteView<'static>>>, ApiError> {
    let page = services.projects.invites.list(&slug, &by.caller, paging.request).await?;
    let now = services.ambient().now();
    Ok(paging.answer(&page, |invite| InviteView::of(invite, now)))
}

pub(crate) const POST: About = About::new("createInvite", "Mail a link that makes its reader a member.")
    .fails(&[
        Code::NotProjectMember,
        Code::Forbidden,
        Code::OnlyOwnerAssignsAdmin,
        Code::AlreadyMember,
        Code::InviteAlreadyExists,
    ])
    .links(&[Link::to("withdrawInvite", &[("slug", "$request.path.slug"), ("id", "$response.body#/id")])]);

/// `POST /projects/{slug}/invites`: mails a link that makes its reader a member.
pub async fn post(
    Caller(by): Caller,
    PathSlug(slug): PathSlug,
    Spoken(language): Spoken,
    Json(new): Json<CreateBody>,
    services: Data<Services>,
) -> Result<Created<InviteView<'static>>, ApiError> {
    let invite = services.projects.invites.create(&slug, &by, &new, language).await?;
    Ok(Created::of(InviteView::of(&invite, services.ambient().now())))
}

impl From<CreateInviteError> for ApiError {
    fn from(error: CreateInviteError) -> Self {
        match error {
            CreateInviteError::NotFound => Self::not_found(),
            CreateInviteError::Refused(refusal) => refusal.into(),
            CreateInviteError::AlreadyMember => Refusal::AlreadyMember.into(),
            CreateInviteError::AlreadyInvited => {
                Self::new(Code::InviteAlreadyExists, "This address is invited already.")
            }
            CreateInviteError::Throttled(wait) => Self::too_many_requests(wait),
            CreateInviteError::Store(error) => error.into(),
        }
    }
}
