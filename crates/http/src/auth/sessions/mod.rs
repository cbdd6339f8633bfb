//! `/auth/sessions`

pub mod id;

use crate::error::ApiError;
use crate::extract::{Paging, Person, Whence};
use crate::openapi::{About, Id, Instant};
use crate::reply::{Message, Reply};
use crate::services::Services;
use actix_web::web::Data;
use hitkey_identity::Session;
use hitkey_kernel::{SessionId, Timestamp};
use serde::Serialize;
use std::net::IpAddr;
use utoipa::ToSchema;

/// A live session of the person.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Session)]
pub struct Item<'a> {
    #[schema(value_type = Id)]
    id: SessionId,
    #[schema(value_type = Instant)]
    created_at: Timestamp,
    #[schema(value_type = Instant)]
    last_used_at: Timestamp,
    #[schema(value_type = Instant)]
    expires_at: Timestamp,
    #[schema(required)]
    user_agent: Option<&'a str>,
    #[schema(value_type = Option<String>, required)]
    ip: Option<IpAddr>,
    is_current: bool,
}

impl<'a> Item<'a> {
    pub(crate) fn of(session: &'a Session, current: SessionId) -> Self {
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

pub(crate) const GET: About =
    About::new("listSessions", "List your live sessions, the last opened one first.");

/// `GET /auth/sessions`: the caller's live sessions, the last opened one first.
pub async fn get(
    person: Person,
    paging: Paging,
    services: Data<Services>,
) -> Result<Reply<Vec<Item<'static>>>, ApiError> {
    let page = services.identity.sessions.list(person.user(), paging.request).await?;
    Ok(paging.answer(&page, |session| Item::of(session, person.session_id())))
}

pub(crate) const DELETE: About = About::new("endOtherSessions", "End all of your sessions but this one.");

/// `DELETE /auth/sessions`: ends all of the caller's sessions but the one that asks.
pub async fn delete(
    person: Person,
    whence: Whence,
    services: Data<Services>,
) -> Result<Reply<Message>, ApiError> {
    let kept = person.session_id();
    services.identity.sessions.end_others(&person.actor(whence), kept).await?;
    Ok(Reply::saying("Your other sessions have ended."))
}
