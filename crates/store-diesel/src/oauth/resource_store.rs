use super::resource_row::{ResourceRow, scopes_column};
use crate::Db;
use crate::audit;
use crate::conn::{Conn, on};
use crate::error::{Result, require};
use crate::paging::{self, later_than};
use crate::schema::{projects, resources};
use crate::types::{At, Id};
use async_trait::async_trait;
use diesel::prelude::*;
use hitkey_kernel::{Page, PageRequest, ProjectId, ResourceId, StoreError};
use hitkey_oauth::ports::{CreateResource, DeleteResource, ResourceOutcome, ResourceStore, UpdateResource};
use hitkey_oauth::{Resource, ResourceUri, Target};
use std::collections::BTreeSet;

/// The resources of projects as a table.
#[derive(Debug, Clone)]
pub struct DieselResourceStore {
    db: Db,
}

impl DieselResourceStore {
    /// The resources in `db`.
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

/// Locks a project, so that nobody else adds to it at the same time. `false` when it is gone.
fn lock(conn: &mut Conn, project: ProjectId) -> Result<bool> {
    let query = projects::table.find(Id(project)).select(projects::id);
    let found: Option<Id<ProjectId>> = match conn {
        Conn::Pg(c) => query.for_no_key_update().get_result(c).optional(),
        Conn::Sqlite(c) => query.get_result(c).optional(),
    }?;
    Ok(found.is_some())
}

/// Whether the locked project has as many resources as it can have.
fn is_full(conn: &mut Conn, project: ProjectId) -> Result<bool> {
    let own = resources::table.filter(resources::project_id.eq(Id(project)));
    let known: i64 = on!(conn, |c| own.count().get_result(c))?;
    Ok(known >= i64::try_from(Resource::MOST).unwrap_or(i64::MAX))
}

fn create(conn: &mut Conn, command: &CreateResource) -> Result<ResourceOutcome> {
    let CreateResource { resource, audit } = command;
    if !lock(conn, resource.project)? {
        return Ok(ResourceOutcome::NoProject);
    }
    if is_full(conn, resource.project)? {
        return Ok(ResourceOutcome::TooMany);
    }
    let row = ResourceRow::from(resource);
    let add = diesel::insert_into(resources::table).values(&row).on_conflict(resources::key).do_nothing();
    if on!(conn, |c| add.execute(c))? == 0 {
        return Ok(ResourceOutcome::Taken);
    }
    audit::record(conn, audit)?;
    Ok(ResourceOutcome::Done)
}

fn find(conn: &mut Conn, project: ProjectId, id: ResourceId) -> Result<Option<Resource>> {
    let row: Option<ResourceRow> = on!(conn, |c| resources::table
        .find(Id(id))
        .filter(resources::project_id.eq(Id(project)))
        .select(ResourceRow::as_select())
        .get_result(c)
        .optional())?;
    row.map(TryInto::try_into).transpose()
}

fn list(conn: &mut Conn, project: ProjectId, request: PageRequest) -> Result<Page<Resource>> {
    let rows: Vec<ResourceRow> = on!(conn, |c| resources::table
        .filter(resources::project_id.eq(Id(project)))
        .filter(later_than!(request.after, resources::created_at, resources::id))
        .order((resources::created_at, resources::id))
        .limit(i64::from(request.rows()))
        .select(ResourceRow::as_select())
        .load(c))?;
    paging::page(rows, request, Resource::place)
}

fn update(conn: &mut Conn, command: &UpdateResource) -> Result<()> {
    let UpdateResource { resource, seen_updated_at, audit } = command;
    let seen = resources::table
        .find(Id(resource.id))
        .filter(resources::project_id.eq(Id(resource.project)))
        .filter(resources::updated_at.eq(At(*seen_updated_at)));
    let change = (
        resources::name.eq(resource.name.as_str()),
        resources::scopes.eq(scopes_column(resource.scopes)),
        resources::is_open.eq(resource.is_open),
        resources::updated_at.eq(At(resource.updated_at)),
    );
    require(on!(conn, |c| diesel::update(seen).set(change).execute(c))?)?;
    audit::record(conn, audit)
}

fn delete(conn: &mut Conn, command: &DeleteResource) -> Result<()> {
    let DeleteResource { id, project, audit } = command;
    let own = resources::table.find(Id(*id)).filter(resources::project_id.eq(Id(*project)));
    require(on!(conn, |c| diesel::delete(own).execute(c))?)?;
    audit::record(conn, audit)
}

/// The resources of a condition, and how their projects stand to strangers.
macro_rules! targets {
    ($conn:expr, $which:expr) => {{
        let rows: Vec<(ResourceRow, bool)> = on!($conn, |c| resources::table
            .inner_join(projects::table)
            .filter($which)
            .select((ResourceRow::as_select(), projects::is_public))
            .load(c))?;
        rows.into_iter().map(target).collect()
    }};
}

fn target((row, is_public): (ResourceRow, bool)) -> Result<Target> {
    Ok(Target { resource: row.try_into()?, is_public })
}

fn named(conn: &mut Conn, uris: &[ResourceUri]) -> Result<Vec<Target>> {
    let keys: Vec<_> = uris.iter().map(ResourceUri::key).collect();
    targets!(conn, resources::key.eq_any(&keys))
}

fn known(conn: &mut Conn, ids: &BTreeSet<ResourceId>) -> Result<Vec<Target>> {
    let ids: Vec<_> = ids.iter().copied().map(Id).collect();
    targets!(conn, resources::id.eq_any(&ids))
}

#[async_trait]
impl ResourceStore for DieselResourceStore {
    async fn create(&self, command: CreateResource) -> std::result::Result<ResourceOutcome, StoreError> {
        self.db.write(move |conn| create(conn, &command)).await
    }

    async fn find(
        &self,
        project: ProjectId,
        id: ResourceId,
    ) -> std::result::Result<Option<Resource>, StoreError> {
        self.db.read(move |conn| find(conn, project, id)).await
    }

    async fn list(
        &self,
        project: ProjectId,
        page: PageRequest,
    ) -> std::result::Result<Page<Resource>, StoreError> {
        self.db.read(move |conn| list(conn, project, page)).await
    }

    async fn update(&self, command: UpdateResource) -> std::result::Result<bool, StoreError> {
        self.db.write_if(move |conn| update(conn, &command)).await
    }

    async fn delete(&self, command: DeleteResource) -> std::result::Result<bool, StoreError> {
        self.db.write_if(move |conn| delete(conn, &command)).await
    }

    async fn named(&self, uris: Vec<ResourceUri>) -> std::result::Result<Vec<Target>, StoreError> {
        if uris.is_empty() {
            return Ok(Vec::new());
        }
        self.db.read(move |conn| named(conn, &uris)).await
    }

    async fn known(&self, ids: BTreeSet<ResourceId>) -> std::result::Result<Vec<Target>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        self.db.read(move |conn| known(conn, &ids)).await
    }
}
