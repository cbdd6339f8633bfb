use super::permission_row::PermissionRow;
use super::project_lock::lock_as;
use crate::Db;
use crate::audit;
use crate::conn::{Conn, on};
use crate::error::{Error, Result, require};
use crate::paging::{self, later_than};
use crate::schema::project_permissions as permissions;
use crate::types::Id;
use async_trait::async_trait;
use diesel::prelude::*;
use hitkey_kernel::{Page, PageRequest, PermissionId, ProjectId, StoreError};
use hitkey_projects::Permission;
use hitkey_projects::ports::{
    CreatePermission, DeletePermission, PermissionOutcome, PermissionStore, UpdatePermission,
};

/// Permissions as a table.
#[derive(Debug, Clone)]
pub struct DieselPermissionStore {
    db: Db,
}

impl DieselPermissionStore {
    /// The permissions in `db`.
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

fn find(conn: &mut Conn, project: ProjectId, id: PermissionId) -> Result<Option<Permission>> {
    let row: Option<PermissionRow> = on!(conn, |c| permissions::table
        .find(Id(id))
        .filter(permissions::project_id.eq(Id(project)))
        .select(PermissionRow::as_select())
        .first(c)
        .optional())?;
    row.map(TryInto::try_into).transpose()
}

/// Whether another permission of the locked project has the key.
fn is_taken(conn: &mut Conn, permission: &Permission) -> Result<bool> {
    let other = permissions::project_id
        .eq(Id(permission.project))
        .and(permissions::key.eq(permission.key.as_str()))
        .and(permissions::id.ne(Id(permission.id)));
    let query = permissions::table.filter(other).select(permissions::id);
    let found: Option<Id<PermissionId>> = on!(conn, |c| query.first(c).optional())?;
    Ok(found.is_some())
}

/// Whether the locked project has as many permissions as it can have.
fn is_full(conn: &mut Conn, project: ProjectId) -> Result<bool> {
    let own = permissions::table.filter(permissions::project_id.eq(Id(project)));
    let known: i64 = on!(conn, |c| own.count().get_result(c))?;
    Ok(known >= i64::try_from(Permission::MOST).unwrap_or(i64::MAX))
}

fn create(conn: &mut Conn, command: &CreatePermission) -> Result<PermissionOutcome> {
    let permission = &command.permission;
    if lock_as(conn, permission.project, command.by)?.is_none() {
        return Ok(PermissionOutcome::Stale);
    }
    if is_full(conn, permission.project)? {
        return Ok(PermissionOutcome::TooMany);
    }
    if is_taken(conn, permission)? {
        return Ok(PermissionOutcome::KeyTaken);
    }
    let row = PermissionRow::from(permission);
    on!(conn, |c| diesel::insert_into(permissions::table).values(&row).execute(c))?;
    audit::record(conn, &command.audit)?;
    Ok(PermissionOutcome::Done)
}

fn update(conn: &mut Conn, command: &UpdatePermission) -> Result<PermissionOutcome> {
    let UpdatePermission { by, seen, permission, audit } = command;
    if lock_as(conn, seen.project, *by)?.is_none() {
        return Ok(PermissionOutcome::Stale);
    }
    if find(conn, seen.project, seen.id)?.as_ref() != Some(seen) {
        return Ok(PermissionOutcome::Stale);
    }
    if is_taken(conn, permission)? {
        return Ok(PermissionOutcome::KeyTaken);
    }
    let row = PermissionRow::from(permission);
    require(on!(conn, |c| diesel::update(permissions::table.find(Id(seen.id))).set(&row).execute(c))?)?;
    audit::record(conn, audit)?;
    Ok(PermissionOutcome::Done)
}

fn delete(conn: &mut Conn, command: &DeletePermission) -> Result<()> {
    let &DeletePermission { project, by, permission, ref audit } = command;
    lock_as(conn, project, by)?.ok_or(Error::Refused)?;
    let known = permissions::table.find(Id(permission)).filter(permissions::project_id.eq(Id(project)));
    require(on!(conn, |c| diesel::delete(known).execute(c))?)?;
    audit::record(conn, audit)
}

fn list(conn: &mut Conn, project: ProjectId, request: PageRequest) -> Result<Page<Permission>> {
    let rows: Vec<PermissionRow> = on!(conn, |c| permissions::table
        .filter(permissions::project_id.eq(Id(project)))
        .filter(later_than!(request.after, permissions::created_at, permissions::id))
        .order((permissions::created_at, permissions::id))
        .limit(i64::from(request.rows()))
        .select(PermissionRow::as_select())
        .load(c))?;
    paging::page(rows, request, Permission::place)
}

#[async_trait]
impl PermissionStore for DieselPermissionStore {
    async fn find(
        &self,
        project: ProjectId,
        id: PermissionId,
    ) -> std::result::Result<Option<Permission>, StoreError> {
        self.db.read(move |conn| find(conn, project, id)).await
    }

    async fn list(
        &self,
        project: ProjectId,
        page: PageRequest,
    ) -> std::result::Result<Page<Permission>, StoreError> {
        self.db.read(move |conn| list(conn, project, page)).await
    }

    async fn create(&self, command: CreatePermission) -> std::result::Result<PermissionOutcome, StoreError> {
        self.db.write(move |conn| create(conn, &command)).await
    }

    async fn update(&self, command: UpdatePermission) -> std::result::Result<PermissionOutcome, StoreError> {
        self.db.write(move |conn| update(conn, &command)).await
    }

    async fn delete(&self, command: DeletePermission) -> std::result::Result<bool, StoreError> {
        self.db.write_if(move |conn| delete(conn, &command)).await
    }
}
