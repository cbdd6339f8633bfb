//! `/auth/logout`

use super::views::Message;
use crate::cookies;
use crate::error::ApiError;
use crate::extract::Caller;
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::Data;

/// `POST /auth/logout`: ends the caller's session with all its credentials.
pub async fn post(caller: Caller, services: Data<Services>) -> Result<HttpResponse, ApiError> {
    services.identity.sessions.sign_out(&caller.session).await?;
    let mut response = HttpResponse::Ok();
    if caller.by_cookie {
        response.cookie(cookies::forget(cookies::SESSION, services.settings()));
    }
    Ok(response.json(Message { message: "You are signed out." }))
}
