use super::project_lock::LockedProject;
use crate::conn::{Conn, on};
use crate::error::{Error, Result};
use crate::paging::later_than;
use crate::rows::Reader;
use crate::schema::{
    emails, member_permissions as held, project_members as members, project_permissions as permissions, users,
};
use crate::types::{At, Id};
use diesel::prelude::*;
use hitkey_kernel::{
    Cursor, EmailAddress, MemberId, Page, PageRequest, PermissionId, ProjectId, Timestamp, UserId,
};
use hitkey_projects::{Member, PermissionKey, Person, Role, Standing, Teammate};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

diesel::alias!(members as listed: ListedMembers);

/// A row of `project_members`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = members)]
struct MemberRow {
    id: Id<MemberId>,
    project_id: Id<ProjectId>,
    user_id: Id<UserId>,
    role: String,
    created_at: At,
}

/// A member, their default address and name, and one of their permissions.
type Found = (MemberRow, String, Option<String>, Option<String>);

/// The one statement that reads members; `$condition` picks them. Each comes once per permission.
macro_rules! teammates {
    ($conn:expr, $condition:expr) => {{
        let rows: Vec<Found> = on!($conn, |c| members::table
            .inner_join(users::table)
            .inner_join(emails::table.on(emails::user_id.eq(users::id).and(emails::is_default)))
            .left_join(held::table.on(held::member_id.eq(members::id)))
            .left_join(permissions::table.on(permissions::id.eq(held::permission_id)))
            .filter($condition)
            .select((
                MemberRow::as_select(),
                emails::address,
                users::display_name,
                permissions::key.nullable(),
            ))
            .load(c))?;
        assemble(rows)
    }};
}

/// One member of a project.
pub(super) fn by_id(conn: &mut Conn, project: ProjectId, id: MemberId) -> Result<Option<Teammate>> {
    let found: Result<Vec<_>> =
        teammates!(conn, members::id.eq(Id(id)).and(members::project_id.eq(Id(project))));
    Ok(found?.pop())
}

/// The membership of a person in a project.
pub(super) fn by_user(conn: &mut Conn, project: ProjectId, user: UserId) -> Result<Option<Teammate>> {
    let found: Result<Vec<_>> =
        teammates!(conn, members::user_id.eq(Id(user)).and(members::project_id.eq(Id(project))));
    Ok(found?.pop())
}

/// A page of the members of a project.
pub(super) fn list(conn: &mut Conn, project: ProjectId, request: PageRequest) -> Result<Page<Teammate>> {
    let (since, id) = (listed.field(members::created_at), listed.field(members::id));
    let wanted = listed
        .filter(listed.field(members::project_id).eq(Id(project)))
        .filter(later_than!(request.after, since, id))
        .order((since, id))
        .limit(i64::from(request.rows()))
        .select(id);
    let mates: Result<Vec<_>> = teammates!(conn, members::id.eq_any(wanted));
    Ok(Page::of(mates?, request, |mate| mate.member.place()))
}

/// A member as it is now, in the transaction that made or changed it.
pub(super) fn written(conn: &mut Conn, project: ProjectId, id: MemberId) -> Result<Member> {
    by_id(conn, project, id)?.map(|found| found.member).ok_or(Error::Refused)
}

/// In the order of lists: to sort here is to sort what is shown, not what was read.
fn assemble(rows: Vec<Found>) -> Result<Vec<Teammate>> {
    let mut mates: BTreeMap<Cursor, Teammate> = BTreeMap::new();
    for (row, address, display_name, key) in rows {
        let id = row.id.0;
        let key = Reader::of("project_permissions", &id)
            .optional("key", key.as_deref(), |text| PermissionKey::parse(text).ok())?;
        match mates.entry(Cursor::new(row.created_at.0, id.uuid())) {
            Entry::Occupied(mut mate) => mate.get_mut().member.permissions.extend(key),
            Entry::Vacant(place) => {
                place.insert(row.read(&address, display_name, key)?);
            }
        }
    }
    Ok(mates.into_values().collect())
}

impl MemberRow {
    fn read(
        self,
        address: &str,
        display_name: Option<String>,
        key: Option<PermissionKey>,
    ) -> Result<Teammate> {
        let (id, user) = (self.id.0, self.user_id.0);
        let email = Reader::of("emails", &user).parsed("address", EmailAddress::parse(address).ok())?;
        let member = Member {
            id,
            project: self.project_id.0,
            user,
            role: Reader::of("project_members", &id).parsed("role", Role::from_word(&self.role))?,
            permissions: key.into_iter().collect(),
            created_at: self.created_at.0,
        };
        Ok(Teammate { member, person: Person { id: user, email, display_name } })
    }
}

/// Adds a member without permissions.
pub(super) fn insert(
    conn: &mut Conn,
    id: MemberId,
    project: ProjectId,
    standing: Standing,
    now: Timestamp,
) -> Result<()> {
    let row = MemberRow {
        id: Id(id),
        project_id: Id(project),
        user_id: Id(standing.user),
        role: standing.role.as_str().to_owned(),
        created_at: At(now),
    };
    on!(conn, |c| diesel::insert_into(members::table).values(&row).execute(c))?;
    Ok(())
}

/// The project's permissions of these keys. `None` when it lacks one of them.
pub(super) fn permissions_of(
    conn: &mut Conn,
    project: ProjectId,
    keys: &BTreeSet<PermissionKey>,
) -> Result<Option<Vec<Id<PermissionId>>>> {
    if keys.is_empty() {
        return Ok(Some(Vec::new()));
    }
    let keys: Vec<&str> = keys.iter().map(PermissionKey::as_str).collect();
    let known = permissions::project_id.eq(Id(project)).and(permissions::key.eq_any(&keys));
    let ids: Vec<Id<PermissionId>> =
        on!(conn, |c| permissions::table.filter(known).select(permissions::id).load(c))?;
    Ok((ids.len() == keys.len()).then_some(ids))
}

/// The project's permissions that every new member gets.
fn defaults(conn: &mut Conn, project: ProjectId) -> Result<Vec<Id<PermissionId>>> {
    let default = permissions::project_id.eq(Id(project)).and(permissions::is_default);
    Ok(on!(conn, |c| permissions::table.filter(default).select(permissions::id).load(c))?)
}

/// Gives a member who has none these permissions.
fn give(conn: &mut Conn, member: MemberId, ids: &BTreeSet<Id<PermissionId>>) -> Result<()> {
    let row = |id: &Id<PermissionId>| (held::member_id.eq(Id(member)), held::permission_id.eq(*id));
    let rows: Vec<_> = ids.iter().map(row).collect();
    if !rows.is_empty() {
        on!(conn, |c| diesel::insert_into(held::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// Gives a member these permissions and no others.
pub(super) fn replace_permissions(
    conn: &mut Conn,
    member: MemberId,
    ids: Vec<Id<PermissionId>>,
) -> Result<()> {
    let old = held::member_id.eq(Id(member));
    on!(conn, |c| diesel::delete(held::table.filter(old)).execute(c))?;
    give(conn, member, &ids.into_iter().collect())
}

/// Who becomes a member of a locked project.
pub(super) struct Newcomer {
    pub(super) id: MemberId,
    pub(super) standing: Standing,
    /// What they get besides the default permissions.
    pub(super) permissions: Vec<Id<PermissionId>>,
    pub(super) now: Timestamp,
}

impl LockedProject {
    /// Adds a member with the default permissions and their own.
    pub(super) fn admit(&self, conn: &mut Conn, new: Newcomer) -> Result<Member> {
        insert(conn, new.id, self.id(), new.standing, new.now)?;
        let mut ids: BTreeSet<_> = new.permissions.into_iter().collect();
        ids.extend(defaults(conn, self.id())?);
        give(conn, new.id, &ids)?;
        written(conn, self.id(), new.id)
    }
}
