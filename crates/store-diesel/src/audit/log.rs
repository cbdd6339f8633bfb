use super::record;
use super::row::Row;
use crate::Db;
use crate::conn::on;
use crate::paging::{self, earlier_than};
use crate::schema::audit_log as log;
use crate::types::Id;
use async_trait::async_trait;
use diesel::prelude::*;
use hitkey_identity::ports::AuditLog;
use hitkey_kernel::{AuditEntry, AuditRecord, Page, PageRequest, ProjectId, StoreError, UserId};
use hitkey_projects::ports::AuditLog as ProjectLog;

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

/// The one statement that reads entries, the latest first; `$condition` picks them.
macro_rules! entries {
    ($conn:expr, $request:expr, $condition:expr) => {{
        let rows: Vec<Row> = on!($conn, |c| log::table
            .filter($condition)
            .filter(earlier_than!($request.after, log::created_at, log::id))
            .order((log::created_at.desc(), log::id.desc()))
            .limit(i64::from($request.rows()))
            .select(Row::as_select())
            .load(c))?;
        paging::page(rows, $request, AuditEntry::place)
    }};
}

#[async_trait]
impl AuditLog for DieselAuditLog {
    async fn record(&self, entry: AuditRecord) -> Result<(), StoreError> {
        match entry.announcement {
            None => self.db.write_once(move |conn| record(conn, &entry)).await,
            Some(_) => self.db.write(move |conn| record(conn, &entry)).await,
        }
    }

    async fn of_person(&self, user: UserId, request: PageRequest) -> Result<Page<AuditEntry>, StoreError> {
        self.db.read(move |conn| entries!(conn, request, log::person_id.eq(Id(user)))).await
    }
}

#[async_trait]
impl ProjectLog for DieselAuditLog {
    async fn of_project(
        &self,
        project: ProjectId,
        request: PageRequest,
    ) -> Result<Page<AuditEntry>, StoreError> {
        self.db.read(move |conn| entries!(conn, request, log::project_id.eq(Id(project)))).await
    }
}
