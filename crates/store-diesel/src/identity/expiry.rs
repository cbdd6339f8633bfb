//! Sessions whose time is up.

use crate::conn::{Conn, on};
use crate::error::Result;
use crate::oauth::tell_of_sessions;
use crate::schema::sessions;
use crate::types::{At, Id};
use diesel::prelude::*;
use hitkey_kernel::{SessionId, Timestamp};

/// Up to `batch` expired sessions go, and clients that want to hear of it are told, as when somebody ends them. What
/// clients were allowed in them goes on until its own end. Tells how many went.
pub(crate) fn sweep_sessions(conn: &mut Conn, now: Timestamp, batch: u32) -> Result<usize> {
    let expired = expired(conn, now, batch)?;
    if expired.is_empty() {
        return Ok(0);
    }
    tell_of_sessions(conn, &expired, now)?;
    let gone = sessions::table.filter(sessions::id.eq_any(&expired));
    Ok(on!(conn, |c| diesel::delete(gone).execute(c))?)
}

/// On Postgres they are locked, and those are left out that another process sweeps.
fn expired(conn: &mut Conn, now: Timestamp, batch: u32) -> Result<Vec<Id<SessionId>>> {
    let query = sessions::table
        .filter(sessions::expires_at.le(At(now)))
        .order(sessions::expires_at)
        .limit(i64::from(batch))
        .select(sessions::id);
    Ok(match conn {
        Conn::Pg(c) => query.for_update().skip_locked().load(c),
        Conn::Sqlite(c) => query.load(c),
    }?)
}
