use crate::conn::{Conn, on};
use crate::error::Result;
use crate::types::{At, DbTimestamp};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use hitkey_kernel::Timestamp;

/// Whether anybody allows the client.
macro_rules! allowed {
    () => {
        "(EXISTS (SELECT 1 FROM consents WHERE consents.client_id = r.client_id) \
          OR EXISTS (SELECT 1 FROM grants WHERE grants.client_id = r.client_id))"
    };
}

const KEEP: &str = concat!(
    "UPDATE client_registrations SET expires_at = NULL WHERE client_id IN \
     (SELECT client_id FROM client_registrations AS r WHERE expires_at <= $1 AND ",
    allowed!(),
    " ORDER BY expires_at LIMIT $2)"
);

const SWEEP: &str = concat!(
    "DELETE FROM clients WHERE id IN \
     (SELECT client_id FROM client_registrations AS r WHERE expires_at <= $1 AND NOT ",
    allowed!(),
    " ORDER BY expires_at LIMIT $2)"
);

/// Of the clients that registered themselves and whose time is up, those that somebody allows stay for good; of the
/// others up to `batch` go. Tells how many went.
pub(crate) fn sweep_unused_clients(conn: &mut Conn, now: Timestamp, batch: u32) -> Result<usize> {
    judge(conn, KEEP, now, batch)?;
    judge(conn, SWEEP, now, batch)
}

fn judge(conn: &mut Conn, sql: &str, now: Timestamp, batch: u32) -> Result<usize> {
    Ok(on!(conn, |c| diesel::sql_query(sql)
        .bind::<DbTimestamp, _>(At(now))
        .bind::<BigInt, _>(i64::from(batch))
        .execute(c))?)
}
