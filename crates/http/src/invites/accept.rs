//! `/invites/{token}/accept`

use super::not_found;
use super::views::AcceptedView;
use crate::error::{ApiError, Code};
use crate::extract::{Caller, PathToken};
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::Data;
use hitkey_projects::Refusal;
use hitkey_projects::service::AcceptInviteError;

/// `POST /invites/{token}/accept`: makes the caller, who owns the invited address, a member.
pub async fn post(
    caller: Caller,
    PathToken(token): PathToken,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    let accepted = services.projects.invites.accept(&token, caller.user()).await?;
    Ok(HttpResponse::Ok().json(AcceptedView::of(&accepted)))
}

impl From<AcceptInviteError> for ApiError {
    fn from(error: AcceptInviteError) -> Self {
        match error {
            AcceptInviteError::NotFound => not_found(),
            AcceptInviteError::Expired => {
                Self::new(Code::InviteExpired, "The invite has expired. Ask for a new one.")
            }
            AcceptInviteError::EmailMismatch => {
                Self::new(Code::EmailMismatch, "The invite is for an address that is not yours.")
            }
            AcceptInviteError::AlreadyMember => Refusal::AlreadyMember.into(),
            AcceptInviteError::Store(error) => error.into(),
        }
    }
}
