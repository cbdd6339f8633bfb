use crate::Db;
use crate::conn::{Conn, on};
use crate::error::Result;
use crate::identity::sweep_sessions;
use crate::oauth::sweep_unused_clients;
use crate::types::{At, DbTimestamp};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use hitkey_kernel::{StoreError, Timestamp};
use std::time::Duration;

const HOUR: u64 = 60 * 60;
const DAY: u64 = 24 * HOUR;

/// Rows of one table that nobody needs any more once `column` lies `keep` seconds back. There is an index on
/// every such column.
#[derive(Debug, Clone, Copy)]
struct Broom {
    table: &'static str,
    key: &'static str,
    column: &'static str,
    keep: u64,
}

const fn broom(table: &'static str, key: &'static str, column: &'static str, keep: u64) -> Broom {
    Broom { table, key, column, keep }
}

/// Tokens go before what they hang on, so that a batch stays a batch.
const BROOMS: [Broom; 19] = [
    broom("session_tokens", "digest", "expires_at", 0),
    broom("pending_registrations", "address_key", "expires_at", HOUR),
    broom("address_codes", "email_id", "expires_at", HOUR),
    broom("sign_in_challenges", "digest", "expires_at", HOUR),
    broom("password_resets", "digest", "expires_at", HOUR),
    broom("attempt_counters", "key", "last_at", DAY),
    broom("known_devices", "user_id, fingerprint", "last_seen_at", 180 * DAY),
    broom("device_requests", "code_digest", "expires_at", HOUR),
    broom("oauth_refresh_tokens", "digest", "expires_at", 0),
    broom("grants", "id", "expires_at", 0),
    broom("grants", "id", "revoked_at", DAY),
    broom("api_client_tokens", "digest", "expires_at", 0),
    broom("revoked_tokens", "jti", "expires_at", 0),
    broom("pushed_requests", "digest", "expires_at", 0),
    broom("initial_access_tokens", "id", "expires_at", 0),
    broom("used_assertions", "digest", "expires_at", 0),
    broom("signing_keys", "kid", "expires_at", 0),
    broom("outbox", "id", "dead_at", 30 * DAY),
    // A while longer than it is good, so that the project sees who did not come.
    broom("project_invites", "id", "expires_at", 30 * DAY),
];

const fn audit(retention: Duration) -> Broom {
    broom("audit_log", "id", "created_at", retention.as_secs())
}

/// How many rows of a table one sweep removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Swept {
    /// The table.
    pub table: &'static str,
    /// How many of its rows are gone.
    pub rows: usize,
}

/// Removes what has expired, so that the size of the database depends on its use, not on its age.
#[derive(Debug, Clone)]
pub struct Housekeeping {
    db: Db,
    audit: Broom,
}

impl Housekeeping {
    /// How long entries of the audit log are kept unless it is said otherwise.
    pub const AUDIT_RETENTION: Duration = Duration::from_secs(365 * DAY);

    /// Keeps house in `db`.
    pub fn new(db: Db) -> Self {
        Self { db, audit: audit(Self::AUDIT_RETENTION) }
    }

    /// Keeps entries of the audit log for `retention`.
    #[must_use]
    pub fn keeping_audit(self, retention: Duration) -> Self {
        Self { audit: audit(retention), ..self }
    }

    /// Removes up to `batch` expired rows of each table, in one short transaction per table, and tells how many
    /// went where. A table whose count reaches `batch` may hold more: sweep again soon.
    ///
    /// # Errors
    /// [`StoreError`] when the store could not do it; what was swept before stays swept.
    pub async fn sweep(&self, now: Timestamp, batch: u32) -> std::result::Result<Vec<Swept>, StoreError> {
        let mut swept = Vec::with_capacity(BROOMS.len() + 3);
        for broom in BROOMS.into_iter().chain([self.audit]) {
            let rows = self.db.write_once(move |conn| broom.sweep(conn, now, batch)).await?;
            swept.push(Swept { table: broom.table, rows });
        }
        let rows = self.db.write(move |conn| sweep_sessions(conn, now, batch)).await?;
        swept.push(Swept { table: "sessions", rows });
        let rows = self.db.write(move |conn| sweep_unused_clients(conn, now, batch)).await?;
        swept.push(Swept { table: "clients", rows });
        Ok(swept)
    }
}

impl Broom {
    /// The one statement whose text is the same on both databases, whatever the table.
    fn sql(&self) -> String {
        let Self { table, key, column, .. } = self;
        format!(
            "DELETE FROM {table} WHERE ({key}) IN \
             (SELECT {key} FROM {table} WHERE {column} <= $1 ORDER BY {column} LIMIT $2)"
        )
    }

    fn sweep(&self, conn: &mut Conn, now: Timestamp, batch: u32) -> Result<usize> {
        let before = now - Duration::from_secs(self.keep);
        Ok(on!(conn, |c| diesel::sql_query(self.sql())
            .bind::<DbTimestamp, _>(At(before))
            .bind::<BigInt, _>(i64::from(batch))
            .execute(c))?)
    }
}
