use super::pardons;
use super::session_lock::lock_opened;
use super::session_row;
use crate::conn::{Conn, on};
use crate::error::Result;
use crate::kept::fixed;
use crate::oauth::move_grants;
use crate::schema::{known_devices as devices, sessions};
use crate::types::{At, Id};
use crate::{audit, outbox};
use diesel::prelude::*;
use hitkey_identity::DeviceFingerprint;
use hitkey_identity::ports::NewSession;
use hitkey_kernel::{SessionId, Timestamp, UserId};

/// Opens a session with all that goes with it. The person is locked.
pub(super) fn open_session(conn: &mut Conn, new: &NewSession) -> Result<()> {
    let user = new.session.user;
    let superseded = new.supersedes.as_ref().map(|cookie| lock_opened(conn, user, cookie));
    session_row::insert(conn, &new.session, &new.credentials)?;
    if let Some(old) = superseded.transpose()?.flatten() {
        supersede(conn, old, new.session.id)?;
    }
    pardons::apply(conn, &new.pardon)?;
    audit::record(conn, &new.audit)?;
    let is_known = remember_device(conn, user, &new.device, new.session.created_at)?;
    if let Some(notice) = new.notice_if_unknown.as_ref().filter(|_| !is_known) {
        outbox::enqueue(conn, notice)?;
    }
    Ok(())
}

/// Ends a locked session in favour of a new one of the same person and browser: apps notice nothing.
fn supersede(conn: &mut Conn, old: SessionId, new: SessionId) -> Result<()> {
    move_grants(conn, old, new)?;
    on!(conn, |c| diesel::delete(sessions::table.find(Id(old))).execute(c))?;
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
    let seen: Option<Id<UserId>> = on!(conn, |c| fixed!(touch).get_result(c).optional())?;
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
