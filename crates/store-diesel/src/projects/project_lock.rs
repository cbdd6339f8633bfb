use crate::conn::{Conn, on};
use crate::error::Result;
use crate::rows::Reader;
use crate::schema::{
    api_client_grants as grants, api_clients as clients, project_members as members, projects, users,
};
use crate::types::{At, Id};
use diesel::prelude::*;
use hitkey_kernel::{ApiClientId, ProjectId, Timestamp, UserId};
use hitkey_projects::{AssignableRole, Role, Standing, Warrant};

/// A project whose row is locked until the transaction ends.
pub(super) struct LockedProject {
    id: ProjectId,
    pub(super) is_public: bool,
    pub(super) updated_at: Timestamp,
}

/// Locks a project. SQLite needs no lock: the transaction has kept other writers out since it began.
pub(super) fn lock_project(conn: &mut Conn, id: ProjectId) -> Result<Option<LockedProject>> {
    let query = projects::table.find(Id(id)).select((projects::is_public, projects::updated_at));
    let row: Option<(bool, At)> = match conn {
        Conn::Pg(c) => query.for_no_key_update().first(c).optional(),
        Conn::Sqlite(c) => query.first(c).optional(),
    }?;
    Ok(row.map(|(is_public, At(updated_at))| LockedProject { id, is_public, updated_at }))
}

/// Locks a project if this person stands in it like this.
pub(super) fn lock_as(
    conn: &mut Conn,
    id: ProjectId,
    by: impl Into<Warrant>,
) -> Result<Option<LockedProject>> {
    let Some(project) = lock_project(conn, id)? else { return Ok(None) };
    Ok(project.holds(conn, by.into())?.then_some(project))
}

impl LockedProject {
    pub(super) fn id(&self) -> ProjectId {
        self.id
    }

    /// What somebody is in it.
    pub(super) fn role(&self, conn: &mut Conn, user: UserId) -> Result<Option<Role>> {
        let of_user = members::project_id.eq(Id(self.id)).and(members::user_id.eq(Id(user)));
        let query = members::table.filter(of_user).select(members::role);
        let word: Option<String> = on!(conn, |c| query.first(c).optional())?;
        let read = Reader::of("project_members", &user);
        read.optional("role", word.as_deref(), Role::from_word)
    }

    /// Whether whoever acts in it still is that there.
    pub(super) fn holds(&self, conn: &mut Conn, by: Warrant) -> Result<bool> {
        match by {
            Warrant::Member(Standing { user, role }) => Ok(self.role(conn, user)? == Some(role)),
            Warrant::Team { client, role } => self.is_of_team(conn, client, role),
        }
    }

    fn is_of_team(&self, conn: &mut Conn, client: ApiClientId, role: AssignableRole) -> Result<bool> {
        let own = clients::owner_project_id.eq(Id(self.id)).and(clients::revoked_at.is_null());
        let granted = grants::project_id.eq(Id(self.id)).and(grants::role.eq(role.as_str()));
        let query = clients::table.find(Id(client)).inner_join(grants::table).filter(own.and(granted));
        let found: Option<Id<ApiClientId>> =
            on!(conn, |c| query.select(clients::id).get_result(c).optional())?;
        Ok(found.is_some())
    }
}

/// Whether there is such a person, and on Postgres that they stay until the transaction ends.
pub(super) fn keep_person(conn: &mut Conn, user: UserId) -> Result<bool> {
    let query = users::table.find(Id(user)).select(users::id);
    let found: Option<Id<UserId>> = match conn {
        Conn::Pg(c) => query.for_key_share().first(c).optional(),
        Conn::Sqlite(c) => query.first(c).optional(),
    }?;
    Ok(found.is_some())
}

/// Locks a person, if there is one. SQLite needs no lock.
pub(super) fn lock_person(conn: &mut Conn, user: UserId) -> Result<bool> {
    let query = users::table.find(Id(user)).select(users::id);
    let found: Option<Id<UserId>> = match conn {
        Conn::Pg(c) => query.for_no_key_update().get_result(c).optional(),
        Conn::Sqlite(c) => query.get_result(c).optional(),
    }?;
    Ok(found.is_some())
}
