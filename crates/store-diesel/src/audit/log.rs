use super::record;
use super::row::Row;
use crate::Db;
use crate::conn::{Conn, on};
use crate::error::Result;
use crate::schema::audit_log;
use crate::types::{At, Id};
use async_trait::async_trait;
use diesel::prelude::*;
use hitkey_identity::ports::AuditLog;
use hitkey_kernel::{AuditEntry, AuditRecord, Cursor, Page, PageRequest, StoreError, UserId};

/// The audit log as a table.
#[derive(Debug, Clone)]
pub struct DieselAuditLog {
    db: Db,
}

impl DieselAuditLog {
    /// The audit log of `db`.
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

/// A page of the entries that are `$shown`, the latest first.
macro_rules! page {
    ($conn:expr, $shown:expr, $request:expr) => {{
        let request: PageRequest = $request;
        let after = request.after.unwrap_or(Cursor::AFTER_ALL);
        let (at, id) = (At(after.at()), Id(after.id()));
        let behind = audit_log::created_at.le(at).and(audit_log::created_at.lt(at).or(audit_log::id.lt(id)));
        let query = audit_log::table.filter($shown).filter(behind);
        let query = query.order((audit_log::created_at.desc(), audit_log::id.desc()));
        let query = query.limit(i64::from(request.rows()));
        let rows: Vec<Row> = on!($conn, |c| query.select(Row::as_select()).load(c))?;
        let entries: Result<Vec<AuditEntry>> = rows.into_iter().map(TryInto::try_into).collect();
        Ok(Page::of(entries?, request, AuditEntry::place))
    }};
}

fn of_person(conn: &mut Conn, user: UserId, request: PageRequest) -> Result<Page<AuditEntry>> {
    page!(conn, audit_log::person_id.eq(Id(user)), request)
}

#[async_trait]
impl AuditLog for DieselAuditLog {
    async fn record(&self, entry: AuditRecord) -> std::result::Result<(), StoreError> {
        match entry.announcement {
            None => self.db.write_once(move |conn| record(conn, &entry)).await,
            Some(_) => self.db.write(move |conn| record(conn, &entry)).await,
        }
    }

    async fn of_person(
        &self,
        user: UserId,
        request: PageRequest,
    ) -> std::result::Result<Page<AuditEntry>, StoreError> {
        self.db.read(move |conn| of_person(conn, user, request)).await
    }
}
