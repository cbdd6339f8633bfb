//! `/auth/sessions`

pub mod id;

use crate::error::ApiError;
use crate::extract::Caller;
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::Data;
use hitkey_identity::Session;
use hitkey_kernel::{SessionId, Timestamp};
use serde::Serialize;
use std::net::IpAddr;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Item<'a> {
    id: SessionId,
    created_at: Timestamp,
    last_used_at: Timestamp,
    expires_at: Timestamp,
    user_agent: Option<&'a str>,
    ip: Option<IpAddr>,
    is_current: bool,
}

impl<'a> Item<'a> {
    fn of(session: &'a Session, current: SessionId) -> Self {
        Self {
            id: session.id,
            created_at: session.created_at,
            last_used_at: session.last_used_at,
            expires_at: session.expires_at,
            user_agent: session.origin.user_agent(),
            ip: session.origin.ip,
            is_current: session.id == current,
        }
    }
}

/// `GET /auth/sessions`: the caller's live sessions, the last used one first.
pub async fn get(caller: Caller, services: Data<Services>) -> Result<HttpResponse, ApiError> {
    let sessions = services.identity.sessions.list(caller.user()).await?;
    let items: Vec<_> = sessions.iter().map(|session| Item::of(session, caller.session_id())).collect();
    Ok(HttpResponse::Ok().json(items))
}
