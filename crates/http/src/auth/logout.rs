//! `/auth/logout`

use crate::cookies;
use crate::error::ApiError;
use crate::extract::{Person, Whence};
use crate::openapi::About;
use crate::reply::{Message, Reply};
use crate::services::Services;
use actix_web::web::Data;

pub(crate) const POST: About = About::new("signOut", "End this session with all its credentials.");

/// `POST /auth/logout`: ends the caller's session with all its credentials.
pub async fn post(
    person: Person,
    Whence(origin): Whence,
    services: Data<Services>,
) -> Result<Reply<Message>, ApiError> {
    services.identity.sessions.sign_out(&person.session, &origin).await?;
    let reply = Reply::saying("You are signed out.");
    if !person.by_cookie {
        return Ok(reply);
    }
    Ok(reply.with_cookie(&cookies::forget(cookies::SESSION, services.settings())))
}
