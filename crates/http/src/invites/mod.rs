//! `/invites`: what an invited person does with the token in their mail.

pub mod accept;
pub mod token;
mod views;

use crate::endpoint::{Endpoint, Routes};
use crate::error::{ApiError, Code};

/// Adds the routes of invites.
pub(crate) fn configure(routes: &mut Routes) {
    Endpoint::at("/invites/{token}").get(token::get, token::GET).register(routes);
    Endpoint::at("/invites/{token}/accept").post(accept::post, accept::POST).register(routes);
}

/// 404: nothing is behind this token.
pub(crate) fn not_found() -> ApiError {
    ApiError::new(Code::InviteNotFound, "There is no such invite. It may have been accepted or withdrawn.")
}
