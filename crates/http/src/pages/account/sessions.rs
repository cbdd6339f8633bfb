//! `/account/sessions`: where am I signed in.

use super::holder::{Answer, Holder, tell};
use super::{EVERYTHING, done};
use crate::pages::form::{Nothing, PageForm};
use crate::services::Services;
use actix_web::{HttpRequest, web};
use hitkey_identity::Session;
use hitkey_identity::service::EndSessionError;
use hitkey_kernel::SessionId;
use hitkey_pages::views::{SessionLine, Sessions};
use hitkey_pages::{Done, Section};
use std::cmp::Reverse;

/// `GET /account/sessions`: the last used one first.
pub(in crate::pages) async fn get(
    holder: Holder,
    request: HttpRequest,
    services: web::Data<Services>,
) -> Answer {
    let listed = services.identity.sessions.list(holder.session.user, EVERYTHING).await;
    let mut sessions = listed.map_err(|error| holder.failed(error))?.items;
    sessions.sort_by_key(|session| (session.id != holder.session.id, Reverse(session.last_used_at)));
    let sessions = sessions.iter().map(|session| line(session, &holder.session)).collect();
    holder.show(&Sessions { frame: holder.visit.frame, sessions, done: done(&request) })
}

fn line(session: &Session, current: &Session) -> SessionLine {
    SessionLine {
        id: session.id.to_string(),
        user_agent: session.origin.user_agent().unwrap_or_default().to_owned(),
        ip: session.origin.ip.map(|ip| ip.to_string()),
        created_at: session.created_at,
        last_used_at: session.last_used_at,
        current: session.id == current.id,
    }
}

/// `POST /account/sessions/{id}/end`. A session that has ended already is as good as ended.
pub(in crate::pages) async fn end(
    holder: Holder,
    _: PageForm<Nothing>,
    id: web::Path<String>,
    services: web::Data<Services>,
) -> Answer {
    if let Ok(id) = id.parse::<SessionId>() {
        match services.identity.sessions.end(&holder.actor(), id).await {
            Ok(()) | Err(EndSessionError::NotFound) => {}
            Err(EndSessionError::Store(error)) => return Err(holder.failed(error)),
        }
    }
    Ok(tell(Section::Sessions, Done::Session))
}

/// `POST /account/sessions/end-others`.
pub(in crate::pages) async fn end_others(
    holder: Holder,
    _: PageForm<Nothing>,
    services: web::Data<Services>,
) -> Answer {
    let ended = services.identity.sessions.end_others(&holder.actor(), holder.session.id).await;
    ended.map_err(|error| holder.failed(error))?;
    Ok(tell(Section::Sessions, Done::Sessions))
}
