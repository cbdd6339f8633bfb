//! `/projects/{slug}/invites`

mod bodies;
pub mod id;
mod views;

use crate::endpoint::Endpoint;
use crate::error::{ApiError, Code};
use crate::extract::{Caller, Json, PathSlug, Spoken};
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::{Data, ServiceConfig};
use bodies::CreateBody;
use hitkey_projects::Refusal;
use hitkey_projects::service::CreateInviteError;
use views::InviteView;

/// Adds the routes of a project's invites.
pub(super) fn configure(config: &mut ServiceConfig) {
    Endpoint::collection("/projects/{slug}/invites").get(get).post(post).register(config);
    Endpoint::at("/projects/{slug}/invites/{id}").delete(id::delete).register(config);
}

/// `GET /projects/{slug}/invites`: who is invited and has not accepted yet.
pub async fn get(
    caller: Caller,
    PathSlug(slug): PathSlug,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    let invites = services.projects.invites.list(&slug, caller.user()).await?;
    let now = services.ambient().now();
    Ok(HttpResponse::Ok().json(invites.iter().map(|invite| InviteView::of(invite, now)).collect::<Vec<_>>()))
}

/// `POST /projects/{slug}/invites`: mails a link that makes its reader a member.
pub async fn post(
    caller: Caller,
    PathSlug(slug): PathSlug,
    Spoken(language): Spoken,
    Json(new): Json<CreateBody>,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    let invite = services.projects.invites.create(&slug, caller.user(), &new, language).await?;
    Ok(HttpResponse::Created().json(InviteView::of(&invite, services.ambient().now())))
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
            CreateInviteError::Store(error) => error.into(),
        }
    }
}
