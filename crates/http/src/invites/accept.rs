//! `/invites/{token}/accept`

use super::not_found;
use super::views::AcceptedView;
use crate::error::{ApiError, Code};
use crate::extract::{Acting, PathToken};
use crate::openapi::About;
use crate::reply::Reply;
use crate::services::Services;
use actix_web::web::Data;
use hitkey_projects::Refusal;
use hitkey_projects::service::AcceptInviteError;

pub(crate) const POST: About =
    About::new("acceptInvite", "Become a member, as the owner of the invited address.").fails(&[
        Code::InviteNotFound,
        Code::InviteExpired,
        Code::EmailMismatch,
        Code::AlreadyMember,
    ]);

/// `POST /invites/{token}/accept`: makes the caller, who owns the invited address, a member.
pub async fn post(
    Acting(by): Acting,
    PathToken(token): PathToken,
    services: Data<Services>,
) -> Result<Reply<AcceptedView<'static>>, ApiError> {
    let accepted = services.projects.invites.accept(&token, &by).await?;
    Ok(Reply::of(AcceptedView::of(&accepted)))
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
