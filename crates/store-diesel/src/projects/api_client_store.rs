use super::api_client_row::{self as row, ApiClientRow};
use super::member_row::permissions_of;
use super::project_lock::{lock_as, lock_person, lock_project};
use super::project_row::description_column;
use crate::Db;
use crate::audit;
use crate::conn::{Conn, on};
use crate::error::{Result, ensure, require};
use crate::schema::{
    api_client_grants as grants, api_client_permissions as held, api_client_tokens as tokens,
    api_clients as clients,
};
use crate::types::{At, Id};
use async_trait::async_trait;
use diesel::prelude::*;
use hitkey_kernel::{ApiClientId, Page, PageRequest, PermissionId, ProjectId, StoreError, Timestamp};
use hitkey_projects::ports::{
    ApiClientOutcome, ApiClientStore, CreateApiClient, DeleteApiClient, RotateApiClient, UpdateApiClient,
};
use hitkey_projects::{ApiClient, ApiClientKeeper, ApiClientOwner, ApiClientTokenDigest, Grants, Project};

/// API clients as tables.
#[derive(Debug, Clone)]
pub struct DieselApiClientStore {
    db: Db,
}

impl DieselApiClientStore {
    /// The API clients in `db`.
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

/// What is granted in one project, by the ids of the permissions.
struct Granted {
    project: ProjectId,
    role: &'static str,
    permissions: Vec<Id<PermissionId>>,
}

/// Finds what is to be granted, so that it is there until the transaction ends. Projects come first, in the order of
/// their ids, and then people, as when an account is deleted: so nobody waits in a circle.
fn find_granted(
    conn: &mut Conn,
    wanted: &Grants,
) -> Result<std::result::Result<Vec<Granted>, ApiClientOutcome>> {
    let mut granted = Vec::with_capacity(wanted.len());
    for (project, grant) in wanted {
        if lock_project(conn, *project)?.is_none() {
            return Ok(Err(ApiClientOutcome::Stale));
        }
        let Some(permissions) = permissions_of(conn, *project, &grant.permissions)? else {
            return Ok(Err(ApiClientOutcome::UnknownPermission));
        };
        granted.push(Granted { project: *project, role: grant.role.as_str(), permissions });
    }
    Ok(Ok(granted))
}

/// Whether this keeper still is one; commands about the clients of one owner take turns.
fn lock_keeper(conn: &mut Conn, by: ApiClientKeeper) -> Result<bool> {
    match by {
        ApiClientKeeper::Owner(user) => lock_person(conn, user),
        ApiClientKeeper::Manager { project, by } => Ok(lock_as(conn, project, by)?.is_some()),
    }
}

fn count(conn: &mut Conn, owner: ApiClientOwner) -> Result<usize> {
    let count: i64 = match owner {
        ApiClientOwner::Person(user) => {
            let own = clients::table.filter(clients::owner_user_id.eq(Id(user)));
            on!(conn, |c| own.count().get_result(c))?
        }
        ApiClientOwner::Project(project) => {
            let own = clients::table.filter(clients::owner_project_id.eq(Id(project)));
            on!(conn, |c| own.count().get_result(c))?
        }
    };
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

fn create(conn: &mut Conn, command: &CreateApiClient) -> Result<ApiClientOutcome> {
    let CreateApiClient { by, client, token, audit } = command;
    let granted = find_granted(conn, &client.grants)?;
    if !lock_keeper(conn, *by)? {
        return Ok(ApiClientOutcome::Stale);
    }
    let granted = match granted {
        Ok(granted) => granted,
        Err(outcome) => return Ok(outcome),
    };
    if count(conn, client.owner)? >= ApiClient::MOST {
        return Ok(ApiClientOutcome::TooMany);
    }
    let row = ApiClientRow::from(client);
    on!(conn, |c| diesel::insert_into(clients::table).values(&row).execute(c))?;
    insert_token(conn, client.id, token)?;
    insert_grants(conn, client.id, granted)?;
    audit::record(conn, audit)?;
    Ok(ApiClientOutcome::Done)
}

fn insert_token(conn: &mut Conn, id: ApiClientId, token: &ApiClientTokenDigest) -> Result<()> {
    let row = (tokens::digest.eq(&token.as_bytes()[..]), tokens::client_id.eq(Id(id)));
    on!(conn, |c| diesel::insert_into(tokens::table).values(row).execute(c))?;
    Ok(())
}

fn insert_grants(conn: &mut Conn, id: ApiClientId, granted: Vec<Granted>) -> Result<()> {
    for Granted { project, role, permissions } in granted {
        let row = (grants::client_id.eq(Id(id)), grants::project_id.eq(Id(project)), grants::role.eq(role));
        on!(conn, |c| diesel::insert_into(grants::table).values(row).execute(c))?;
        let row = |permission| {
            (held::client_id.eq(Id(id)), held::project_id.eq(Id(project)), held::permission_id.eq(permission))
        };
        let rows: Vec<_> = permissions.into_iter().map(row).collect();
        if !rows.is_empty() {
            on!(conn, |c| diesel::insert_into(held::table).values(&rows).execute(c))?;
        }
    }
    Ok(())
}

/// Locks a client of this keeper's if it last was changed at that instant.
fn lock_as_seen(conn: &mut Conn, by: ApiClientKeeper, id: ApiClientId, seen_at: Timestamp) -> Result<bool> {
    if !lock_keeper(conn, by)? {
        return Ok(false);
    }
    let query = clients::table.find(Id(id)).filter(clients::updated_at.eq(At(seen_at)));
    let query = query.select((clients::owner_user_id, clients::owner_project_id));
    let owner: Option<(Option<Id<_>>, Option<Id<_>>)> = on!(conn, |c| query.get_result(c).optional())?;
    let (user, project) = by.owner().apart();
    Ok(owner == Some((user.map(Id), project.map(Id))))
}

fn update(conn: &mut Conn, command: &UpdateApiClient) -> Result<ApiClientOutcome> {
    let UpdateApiClient { by, client, seen_at, audit } = command;
    let granted = find_granted(conn, &client.grants)?;
    if !lock_as_seen(conn, *by, client.id, *seen_at)? {
        return Ok(ApiClientOutcome::Stale);
    }
    let granted = match granted {
        Ok(granted) => granted,
        Err(outcome) => return Ok(outcome),
    };
    let change = (
        clients::name.eq(client.name.as_str()),
        clients::description.eq(description_column(client.description.as_ref())),
        clients::expires_at.eq(client.expires_at.map(At)),
        clients::revoked_at.eq(client.revoked_at.map(At)),
        clients::updated_at.eq(At(client.updated_at)),
    );
    let known = clients::table.find(Id(client.id));
    require(on!(conn, |c| diesel::update(known).set(change).execute(c))?)?;
    let present = grants::table.filter(grants::client_id.eq(Id(client.id)));
    on!(conn, |c| diesel::delete(present).execute(c))?;
    insert_grants(conn, client.id, granted)?;
    audit::record(conn, audit)?;
    Ok(ApiClientOutcome::Done)
}

fn rotate(conn: &mut Conn, command: &RotateApiClient) -> Result<()> {
    let &RotateApiClient { by, id, seen_at, ref token, overlap_until, now, ref audit } = command;
    ensure(lock_as_seen(conn, by, id, seen_at)?)?;
    let change = clients::updated_at.eq(At(now));
    require(on!(conn, |c| diesel::update(clients::table.find(Id(id))).set(change).execute(c))?)?;
    let own = tokens::table.filter(tokens::client_id.eq(Id(id)));
    match overlap_until {
        None => on!(conn, |c| diesel::delete(own).execute(c))?,
        Some(until) => {
            let (present, end) = (own.filter(tokens::expires_at.is_null()), tokens::expires_at.eq(At(until)));
            on!(conn, |c| diesel::update(present).set(end).execute(c))?
        }
    };
    insert_token(conn, id, token)?;
    audit::record(conn, audit)
}

fn delete(conn: &mut Conn, command: &DeleteApiClient) -> Result<()> {
    let DeleteApiClient { by, id, audit } = command;
    ensure(lock_keeper(conn, *by)?)?;
    let known = clients::table.find(Id(*id));
    let rows = match by.owner() {
        ApiClientOwner::Person(user) => {
            let own = known.filter(clients::owner_user_id.eq(Id(user)));
            on!(conn, |c| diesel::delete(own).execute(c))?
        }
        ApiClientOwner::Project(project) => {
            let own = known.filter(clients::owner_project_id.eq(Id(project)));
            on!(conn, |c| diesel::delete(own).execute(c))?
        }
    };
    require(rows)?;
    audit::record(conn, audit)
}

fn note_use(conn: &mut Conn, id: ApiClientId, now: Timestamp) -> Result<()> {
    let long_ago = clients::last_used_at.le(At(now - ApiClient::USE_IS_KNOWN_TO));
    let known = clients::table.find(Id(id)).filter(clients::last_used_at.is_null().or(long_ago));
    let change = clients::last_used_at.eq(At(now));
    on!(conn, |c| diesel::update(known).set(change).execute(c))?;
    Ok(())
}

#[async_trait]
impl ApiClientStore for DieselApiClientStore {
    async fn create(&self, command: CreateApiClient) -> std::result::Result<ApiClientOutcome, StoreError> {
        self.db.write(move |conn| create(conn, &command)).await
    }

    async fn find(
        &self,
        owner: ApiClientOwner,
        id: ApiClientId,
    ) -> std::result::Result<Option<ApiClient>, StoreError> {
        let found = self.db.read(move |conn| row::by_id(conn, id)).await?;
        Ok(found.filter(|client| client.owner == owner))
    }

    async fn list(
        &self,
        owner: ApiClientOwner,
        page: PageRequest,
    ) -> std::result::Result<Page<ApiClient>, StoreError> {
        self.db.read(move |conn| row::list(conn, owner, page)).await
    }

    async fn find_by_token(
        &self,
        token: &ApiClientTokenDigest,
        now: Timestamp,
    ) -> std::result::Result<Option<ApiClient>, StoreError> {
        let token = *token;
        self.db.read(move |conn| row::by_token(conn, &token, now)).await
    }

    async fn find_project(&self, id: ApiClientId) -> std::result::Result<Option<Project>, StoreError> {
        self.db.read(move |conn| row::project_of(conn, id)).await
    }

    async fn update(&self, command: UpdateApiClient) -> std::result::Result<ApiClientOutcome, StoreError> {
        self.db.write(move |conn| update(conn, &command)).await
    }

    async fn rotate(&self, command: RotateApiClient) -> std::result::Result<bool, StoreError> {
        self.db.write_if(move |conn| rotate(conn, &command)).await
    }

    async fn delete(&self, command: DeleteApiClient) -> std::result::Result<bool, StoreError> {
        self.db.write_if(move |conn| delete(conn, &command)).await
    }

    async fn note_use(&self, id: ApiClientId, now: Timestamp) -> std::result::Result<(), StoreError> {
        self.db.write_once(move |conn| note_use(conn, id, now)).await
    }
}
