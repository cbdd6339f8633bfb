use super::pardons;
use super::session_row::{self, kind};
use crate::conn::{Conn, on};
use crate::error::Result;
use crate::kept::Kept;
use crate::schema::{known_devices as devices, session_tokens, sessions};
use crate::types::{At, Id};
use crate::{audit, outbox};
use diesel::prelude::*;
use hitkey_identity::ports::NewSession;
use hitkey_identity::{DeviceFingerprint, SessionCookieDigest};
use hitkey_kernel::{Timestamp, UserId};

/// Opens a session with all that goes with it. The person is locked.
pub(super) fn open_session(conn: &mut Conn, new: &NewSession) -> Result<()> {
    let user = new.session.user;
    if let Some(cookie) = &new.supersedes {
        end_superseded(conn, user, cookie)?;
    }
    session_row::insert(conn, &new.session, &new.credentials)?;
    pardons::apply(conn, &new.pardon)?;
    audit::record(conn, &new.audit)?;
    let is_known = remember_device(conn, user, &new.device, new.session.created_at)?;
    if let Some(notice) = new.notice_if_unknown.as_ref().filter(|_| !is_known) {
        outbox::enqueue(conn, notice)?;
    }
    Ok(())
}

/// Ends the session that `cookie` opens, if it is the same person's.
fn end_superseded(conn: &mut Conn, user: UserId, cookie: &SessionCookieDigest) -> Result<()> {
    let opened = session_tokens::table
        .find(&cookie.as_bytes()[..])
        .filter(session_tokens::kind.eq(kind::COOKIE))
        .select(session_tokens::session_id);
    on!(conn, |c| diesel::delete(sessions::table.filter(sessions::id.eq_any(opened)))
        .filter(sessions::user_id.eq(Id(user)))
        .execute(c))?;
    Ok(())
}

/// Tells whether the device was known before.
fn remember_device(
    conn: &mut Conn,
    user: UserId,
    device: &DeviceFingerprint,
    now: Timestamp,
) -> Result<bool> {
    let fingerprint = &device.as_bytes()[..];
    let known = devices::table.find((Id(user), fingerprint));
    let touch = diesel::update(known).set(devices::last_seen_at.eq(At(now))).returning(devices::user_id);
    let seen: Option<Id<UserId>> = on!(conn, |c| Kept(touch).get_result(c).optional())?;
    if seen.is_none() {
        let row = (
            devices::user_id.eq(Id(user)),
            devices::fingerprint.eq(fingerprint),
            devices::last_seen_at.eq(At(now)),
        );
        on!(conn, |c| diesel::insert_into(devices::table).values(row).execute(c))?;
    }
    Ok(seen.is_some())
}
