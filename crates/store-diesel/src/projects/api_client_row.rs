use super::project_row::{ProjectRow, description_column};
use crate::conn::{Conn, on};
use crate::error::{Error, Result};
use crate::paging::later_than;
use crate::rows::Reader;
use crate::schema::{
    api_client_grants as grants, api_client_permissions as held, api_client_tokens as tokens,
    api_clients as clients, project_permissions as permissions, projects,
};
use crate::types::{At, Id};
use diesel::prelude::*;
use hitkey_kernel::{ApiClientId, Cursor, Page, PageRequest, ProjectId, Timestamp, UserId};
use hitkey_projects::{
    ApiClient, ApiClientName, ApiClientOwner, ApiClientTokenDigest, AssignableRole, Description, Grant,
    Grants, PermissionKey, Project,
};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

diesel::alias!(clients as listed: ListedClients);

/// A row of `api_clients`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = clients)]
#[diesel(treat_none_as_default_value = false)]
pub(super) struct ApiClientRow {
    id: Id<ApiClientId>,
    owner_user_id: Option<Id<UserId>>,
    owner_project_id: Option<Id<ProjectId>>,
    name: String,
    description: Option<String>,
    created_at: At,
    updated_at: At,
    last_used_at: Option<At>,
    expires_at: Option<At>,
    revoked_at: Option<At>,
}

/// A client, one of its grants, and one of the permissions in that.
type Found = (ApiClientRow, Option<Id<ProjectId>>, Option<String>, Option<String>);

/// The one statement that reads clients, of `$from` those that `$condition` picks. Each comes once per grant and
/// permission.
macro_rules! api_clients {
    ($conn:expr, $from:expr, $condition:expr) => {{
        let rows: Vec<Found> = on!($conn, |c| $from
            .left_join(grants::table.on(grants::client_id.eq(clients::id)))
            .left_join(
                held::table
                    .on(held::client_id.eq(grants::client_id).and(held::project_id.eq(grants::project_id)))
            )
            .left_join(permissions::table.on(permissions::id.eq(held::permission_id)))
            .filter($condition)
            .select((
                ApiClientRow::as_select(),
                grants::project_id.nullable(),
                grants::role.nullable(),
                permissions::key.nullable(),
            ))
            .load(c))?;
        assemble(rows)
    }};
}

/// One client, whosever it is.
pub(super) fn by_id(conn: &mut Conn, id: ApiClientId) -> Result<Option<ApiClient>> {
    let found: Result<Vec<_>> = api_clients!(conn, clients::table, clients::id.eq(Id(id)));
    Ok(found?.pop())
}

/// The client with a token that has not been replaced, or not long ago.
pub(super) fn by_token(
    conn: &mut Conn,
    token: &ApiClientTokenDigest,
    now: Timestamp,
) -> Result<Option<ApiClient>> {
    let good = tokens::expires_at.is_null().or(tokens::expires_at.gt(At(now)));
    let found: Result<Vec<_>> = api_clients!(
        conn,
        clients::table.inner_join(tokens::table),
        tokens::digest.eq(&token.as_bytes()[..]).and(good)
    );
    Ok(found?.pop())
}

/// The project of a team's client.
pub(super) fn project_of(conn: &mut Conn, id: ApiClientId) -> Result<Option<Project>> {
    let row: Option<ProjectRow> = on!(conn, |c| clients::table
        .find(Id(id))
        .inner_join(projects::table)
        .select(ProjectRow::as_select())
        .get_result(c)
        .optional())?;
    row.map(TryInto::try_into).transpose()
}

/// A page of somebody's clients.
pub(super) fn list(conn: &mut Conn, owner: ApiClientOwner, request: PageRequest) -> Result<Page<ApiClient>> {
    let (at, id) = (listed.field(clients::created_at), listed.field(clients::id));
    let all = listed
        .filter(later_than!(request.after, at, id))
        .order((at, id))
        .limit(i64::from(request.rows()))
        .select(id);
    let found: Result<Vec<_>> = match owner {
        ApiClientOwner::Person(user) => {
            let own = all.filter(listed.field(clients::owner_user_id).eq(Id(user)));
            api_clients!(conn, clients::table, clients::id.eq_any(own))
        }
        ApiClientOwner::Project(project) => {
            let own = all.filter(listed.field(clients::owner_project_id).eq(Id(project)));
            api_clients!(conn, clients::table, clients::id.eq_any(own))
        }
    };
    Ok(Page::of(found?, request, ApiClient::place))
}

/// In the order of lists: to sort here is to sort what is shown, not what was read.
fn assemble(rows: Vec<Found>) -> Result<Vec<ApiClient>> {
    let mut found: BTreeMap<Cursor, ApiClient> = BTreeMap::new();
    for (row, project, role, key) in rows {
        let place = Cursor::new(row.created_at.0, row.id.0.uuid());
        let client = match found.entry(place) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(row.try_into()?),
        };
        if let (Some(Id(project)), Some(role)) = (project, role) {
            add_grant(client, project, &role, key.as_deref())?;
        }
    }
    Ok(found.into_values().collect())
}

fn add_grant(client: &mut ApiClient, project: ProjectId, role: &str, key: Option<&str>) -> Result<()> {
    let id = client.id;
    let role = Reader::of("api_client_grants", &id).parsed("role", AssignableRole::from_word(role))?;
    let read = Reader::of("project_permissions", &id);
    let key = read.optional("key", key, |text| PermissionKey::parse(text).ok())?;
    let grant = client.grants.entry(project).or_insert(Grant { role, ..Grant::default() });
    grant.permissions.extend(key);
    Ok(())
}

impl From<&ApiClient> for ApiClientRow {
    fn from(client: &ApiClient) -> Self {
        let (user, project) = client.owner.apart();
        Self {
            id: Id(client.id),
            owner_user_id: user.map(Id),
            owner_project_id: project.map(Id),
            name: client.name.as_str().to_owned(),
            description: description_column(client.description.as_ref()),
            created_at: At(client.created_at),
            updated_at: At(client.updated_at),
            last_used_at: client.last_used_at.map(At),
            expires_at: client.expires_at.map(At),
            revoked_at: client.revoked_at.map(At),
        }
    }
}

impl TryFrom<ApiClientRow> for ApiClient {
    type Error = Error;

    fn try_from(row: ApiClientRow) -> Result<Self> {
        let id = row.id.0;
        let read = Reader::of("api_clients", &id);
        let description = row.description.as_deref();
        let owner = match (row.owner_user_id, row.owner_project_id) {
            (Some(Id(user)), None) => Some(ApiClientOwner::Person(user)),
            (None, Some(Id(project))) => Some(ApiClientOwner::Project(project)),
            _ => None,
        };
        Ok(Self {
            id,
            owner: read.parsed("owner_user_id", owner)?,
            name: read.parsed("name", ApiClientName::parse(&row.name).ok())?,
            description: read.optional("description", description, |text| Description::parse(text).ok())?,
            grants: Grants::new(),
            created_at: row.created_at.0,
            updated_at: row.updated_at.0,
            last_used_at: row.last_used_at.map(|at| at.0),
            expires_at: row.expires_at.map(|at| at.0),
            revoked_at: row.revoked_at.map(|at| at.0),
        })
    }
}
