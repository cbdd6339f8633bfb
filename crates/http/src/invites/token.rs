//! `/invites/{token}`

use super::not_found;
use super::views::PresentedView;
use crate::error::{ApiError, Code};
use crate::extract::PathToken;
use crate::openapi::About;
use crate::reply::Reply;
use crate::services::Services;
use actix_web::web::Data;
use hitkey_projects::service::FindInviteError;

pub(crate) const GET: About =
    About::new("readInvite", "Read an invite, for whoever holds its token.").fails(&[Code::InviteNotFound]);

/// `GET /invites/{token}`: the invite, for whoever holds its token.
pub async fn get(
    PathToken(token): PathToken,
    services: Data<Services>,
) -> Result<Reply<PresentedView<'static>>, ApiError> {
    let presented = services.projects.invites.find(&token).await?;
    Ok(Reply::of(PresentedView::of(&presented, services.ambient().now())))
}

impl From<FindInviteError> for ApiError {
    fn from(error: FindInviteError) -> Self {
        match error {
            FindInviteError::NotFound => not_found(),
            FindInviteError::Store(error) => error.into(),
        }
    }
}
