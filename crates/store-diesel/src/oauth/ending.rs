//! What ends with a session: what people allowed apps in it. Clients that want to hear of it are told.
//!
//! A grant is issued under a shared lock of its session and of its person. Whoever ends a session locks it, or the
//! person, and ends the grants afterwards: so none slips through.

use super::logout_notices::{Concerned, concerned, each_once, notify, settings_of, subject_type_of};
use crate::conn::{Conn, on};
use crate::error::Result;
use crate::schema::{clients, grants};
use crate::types::{At, Id};
use diesel::prelude::*;
use hitkey_identity::ports::AppAccess;
use hitkey_kernel::{SessionId, Timestamp, UserId};
use hitkey_oauth::ports::ClientInSession;

/// Ends those that meet the condition, and have not ended yet.
macro_rules! end {
    ($conn:expr, $which:expr, $now:expr) => {{
        let live = grants::table.filter($which).filter(grants::revoked_at.is_null());
        on!($conn, |c| diesel::update(live).set(grants::revoked_at.eq(At($now))).execute(c))?;
        Ok(())
    }};
}

/// Has clients told whose tokens are of grants that meet the condition. Also those whose grants go on: the person
/// signed out there, too.
macro_rules! tell {
    ($conn:expr, $which:expr, $now:expr) => {{
        let concerned = concerned!($conn, $which)?;
        notify($conn, &concerned, $now)?;
    }};
}

/// The clients that have tokens of a session.
pub(super) fn clients_in(conn: &mut Conn, session: SessionId) -> Result<Vec<ClientInSession>> {
    let concerned = concerned!(conn, grants::session_id.eq(Id(session)))?;
    let known = concerned.iter().map(|one| {
        let (Id(client), _, session, ..) = *one;
        let (session, subject_type) = (session.map(|session| session.0), subject_type_of(one)?);
        Ok(ClientInSession { client, session, subject_type, logout: settings_of(one)? })
    });
    known.collect()
}

/// Of sessions that are locked and about to go: what hangs on them goes on.
pub(crate) fn tell_of_sessions(conn: &mut Conn, sessions: &[Id<SessionId>], now: Timestamp) -> Result<()> {
    tell!(conn, grants::session_id.eq_any(sessions), now);
    Ok(())
}

/// With a session that is locked.
pub(crate) fn end_grants_in(
    conn: &mut Conn,
    session: SessionId,
    apps: AppAccess,
    now: Timestamp,
) -> Result<()> {
    let within = grants::session_id.eq(Id(session));
    tell!(conn, within, now);
    match apps {
        AppAccess::Ends => end!(conn, within, now),
        AppAccess::EndsUnlessOffline => {
            end!(conn, within.and(grants::scopes.not_like("%offline_access%")), now)
        }
    }
}

/// Of a person who is locked.
pub(crate) fn end_grants_by(conn: &mut Conn, user: UserId, now: Timestamp) -> Result<()> {
    tell!(conn, grants::user_id.eq(Id(user)), now);
    end!(conn, grants::user_id.eq(Id(user)), now)
}

/// Of a person whose sessions are locked, but for what hangs on one of them.
pub(crate) fn end_grants_outside(
    conn: &mut Conn,
    user: UserId,
    kept: SessionId,
    now: Timestamp,
) -> Result<()> {
    let outside = grants::session_id.is_null().or(grants::session_id.ne(Id(kept)));
    let outside = grants::user_id.eq(Id(user)).and(outside);
    tell!(conn, outside, now);
    end!(conn, outside, now)
}

/// Has what hangs on a locked session hang on another one from now on.
pub(crate) fn move_grants(conn: &mut Conn, from: SessionId, to: SessionId) -> Result<()> {
    let within = grants::table.filter(grants::session_id.eq(Id(from)));
    on!(conn, |c| diesel::update(within).set(grants::session_id.eq(Id(to))).execute(c))?;
    Ok(())
}
