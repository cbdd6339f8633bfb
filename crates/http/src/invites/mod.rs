//! `/invites`: what an invited person does with the token in their mail.

pub mod accept;
pub mod token;
mod views;

use crate::endpoint::Endpoint;
use crate::error::{ApiError, Code};
use actix_web::web::ServiceConfig;

/// Adds the routes of invites.
pub(crate) fn configure(config: &mut ServiceConfig) {
    Endpoint::at("/invites/{token}").get(token::get).register(config);
    Endpoint::at("/invites/{token}/accept").post(accept::post).register(config);
}

/// 404: nothing is behind this token.
pub(crate) fn not_found() -> ApiError {
    ApiError::new(Code::InviteNotFound, "There is no such invite. It may have been accepted or withdrawn.")
}
