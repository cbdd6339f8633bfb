use crate::conn::Conn;
use crate::error::Result;
use crate::schema::{session_tokens as tokens, sessions};
use crate::types::Id;
use diesel::prelude::*;
use hitkey_identity::SessionCookieDigest;
use hitkey_kernel::{SessionId, UserId};

use super::session_row::kind;

/// The ids of the sessions, and on Postgres nobody else touches them, or issues a grant in one, until the transaction
/// ends. On SQLite nobody else writes.
macro_rules! lock {
    ($conn:expr, $which:expr) => {{
        let query = sessions::table.filter($which).select(sessions::id);
        match $conn {
            Conn::Pg(c) => query.for_update().load(c),
            Conn::Sqlite(c) => query.load(c),
        }
    }};
}

/// Locks one session. Tells whether the person has it.
pub(super) fn lock_session(conn: &mut Conn, user: UserId, session: SessionId) -> Result<bool> {
    let own = sessions::id.eq(Id(session)).and(sessions::user_id.eq(Id(user)));
    let found: Vec<Id<SessionId>> = lock!(conn, own)?;
    Ok(!found.is_empty())
}

/// Locks the session that a cookie opens, if it is this person's.
pub(super) fn lock_opened(
    conn: &mut Conn,
    user: UserId,
    cookie: &SessionCookieDigest,
) -> Result<Option<SessionId>> {
    let opened = tokens::table.find(&cookie.as_bytes()[..]).filter(tokens::kind.eq(kind::COOKIE));
    let own = sessions::id.eq_any(opened.select(tokens::session_id)).and(sessions::user_id.eq(Id(user)));
    let found: Vec<Id<SessionId>> = lock!(conn, own)?;
    Ok(found.first().map(|found| found.0))
}

/// Locks every session of a person.
pub(super) fn lock_sessions(conn: &mut Conn, user: UserId) -> Result<()> {
    let _: Vec<Id<SessionId>> = lock!(conn, sessions::user_id.eq(Id(user)))?;
    Ok(())
}
