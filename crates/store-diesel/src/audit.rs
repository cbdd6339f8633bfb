//! The audit log as a table. It refers to no other: entries outlive what they are about.

mod forgetting;
mod log;
mod row;

pub(crate) use forgetting::forget;
pub use log::DieselAuditLog;

use crate::conn::{Conn, on};
use crate::error::Result;
use crate::outbox;
use crate::schema::audit_log;
use diesel::prelude::*;
use hitkey_kernel::AuditRecord;
use row::NewRow;

/// Writes an entry, and what subscribers are told of it, as part of the transaction that `conn` is in.
pub(crate) fn record(conn: &mut Conn, record: &AuditRecord) -> Result<()> {
    let row = NewRow::from(&record.entry);
    on!(conn, |c| diesel::insert_into(audit_log::table).values(&row).execute(c))?;
    record.announcement.iter().try_for_each(|entry| outbox::enqueue(conn, entry))
}
