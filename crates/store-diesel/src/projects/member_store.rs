use super::member_row::{self, Newcomer, permissions_of, replace_permissions};
use super::project_lock::{LockedProject, keep_person, lock_as, lock_project};
use crate::Db;
use crate::audit;
use crate::conn::{Conn, on};
use crate::error::{Error, Result, ensure, require};
use crate::oauth::end_grants_of;
use crate::schema::{emails, project_invites as invites, project_members as members};
use crate::types::Id;
use async_trait::async_trait;
use diesel::prelude::*;
use hitkey_kernel::{MemberId, Page, PageRequest, ProjectId, StoreError, UserId};
use hitkey_projects::ports::{
    AddMember, AddMemberOutcome, JoinOutcome, JoinProject, LeaveProject, MemberStore, RemoveMember,
    UpdateMember, UpdateMemberOutcome,
};
use hitkey_projects::{Role, Standing, Teammate};

/// Members as tables.
#[derive(Debug, Clone)]
pub struct DieselMemberStore {
    db: Db,
}

impl DieselMemberStore {
    /// The members in `db`.
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

fn join(conn: &mut Conn, command: &JoinProject) -> Result<JoinOutcome> {
    let &JoinProject { project, member, user, now, ref audit } = command;
    let project = lock_project(conn, project)?.filter(|project| project.is_public);
    let Some(project) = project else { return Ok(JoinOutcome::Stale) };
    if !keep_person(conn, user)? {
        return Ok(JoinOutcome::Stale);
    }
    if project.role(conn, user)?.is_some() {
        return Ok(JoinOutcome::AlreadyMember);
    }
    let standing = Standing { user, role: Role::Member };
    let new = Newcomer { id: member, standing, permissions: Vec::new(), now };
    audit::record(conn, audit)?;
    Ok(JoinOutcome::Joined(project.admit(conn, new)?))
}

fn add(conn: &mut Conn, command: &AddMember) -> Result<AddMemberOutcome> {
    let Some(project) = lock_as(conn, command.project, command.by)? else {
        return Ok(AddMemberOutcome::Stale);
    };
    if !keep_person(conn, command.user)? {
        return Ok(AddMemberOutcome::Stale);
    }
    if project.role(conn, command.user)?.is_some() {
        return Ok(AddMemberOutcome::AlreadyMember);
    }
    let Some(permissions) = permissions_of(conn, command.project, &command.permissions)? else {
        return Ok(AddMemberOutcome::UnknownPermission);
    };
    let standing = Standing { user: command.user, role: command.role.role() };
    let new = Newcomer { id: command.member, standing, permissions, now: command.now };
    audit::record(conn, &command.audit)?;
    Ok(AddMemberOutcome::Added(project.admit(conn, new)?))
}

fn update(conn: &mut Conn, command: &UpdateMember) -> Result<UpdateMemberOutcome> {
    let Some(project) = lock_as(conn, command.project, command.by)? else {
        return Ok(UpdateMemberOutcome::Stale);
    };
    if !is_seen(conn, &project, command.member, command.seen)? {
        return Ok(UpdateMemberOutcome::Stale);
    }
    if let Some(keys) = &command.permissions {
        let Some(ids) = permissions_of(conn, command.project, keys)? else {
            return Ok(UpdateMemberOutcome::UnknownPermission);
        };
        replace_permissions(conn, command.member, ids)?;
    }
    if let Some(role) = command.role {
        let change = members::role.eq(role.as_str());
        let member = members::table.find(Id(command.member));
        require(on!(conn, |c| diesel::update(member).set(change).execute(c))?)?;
    }
    audit::record(conn, &command.audit)?;
    member_row::written(conn, command.project, command.member).map(UpdateMemberOutcome::Updated)
}

/// Whether a member of the locked project still is what was seen.
fn is_seen(conn: &mut Conn, project: &LockedProject, id: MemberId, seen: Standing) -> Result<bool> {
    let as_seen = members::project_id
        .eq(Id(project.id()))
        .and(members::user_id.eq(Id(seen.user)))
        .and(members::role.eq(seen.role.as_str()));
    let query = members::table.find(Id(id)).filter(as_seen).select(members::id);
    let found: Option<Id<MemberId>> = on!(conn, |c| query.first(c).optional())?;
    Ok(found.is_some())
}

fn remove(conn: &mut Conn, command: &RemoveMember) -> Result<()> {
    let &RemoveMember { project, by, member, seen, ref audit } = command;
    ensure(seen.role != Role::Owner)?;
    let locked = lock_as(conn, project, by)?.ok_or(Error::Refused)?;
    ensure(is_seen(conn, &locked, member, seen)?)?;
    require(on!(conn, |c| diesel::delete(members::table.find(Id(member))).execute(c))?)?;
    audit::record(conn, audit)?;
    drop_invites(conn, project, seen.user)?;
    shut_out(conn, &locked, seen.user)
}

/// A former member loses what only members have.
fn shut_out(conn: &mut Conn, project: &LockedProject, user: UserId) -> Result<()> {
    if project.is_public { Ok(()) } else { end_grants_of(conn, project.id(), user) }
}

/// Drops the invites to any address that this person has proved to own.
fn drop_invites(conn: &mut Conn, project: ProjectId, user: UserId) -> Result<()> {
    let owned = emails::table
        .filter(emails::user_id.eq(Id(user)).and(emails::verified_at.is_not_null()))
        .select(emails::address_key);
    let theirs = invites::project_id.eq(Id(project)).and(invites::address_key.eq_any(owned));
    on!(conn, |c| diesel::delete(invites::table.filter(theirs)).execute(c))?;
    Ok(())
}

fn leave(conn: &mut Conn, command: &LeaveProject) -> Result<()> {
    let &LeaveProject { project, by, ref audit } = command;
    ensure(by.role != Role::Owner)?;
    let locked = lock_as(conn, project, by)?.ok_or(Error::Refused)?;
    let own = members::project_id.eq(Id(project)).and(members::user_id.eq(Id(by.user)));
    require(on!(conn, |c| diesel::delete(members::table.filter(own)).execute(c))?)?;
    audit::record(conn, audit)?;
    shut_out(conn, &locked, by.user)
}

#[async_trait]
impl MemberStore for DieselMemberStore {
    async fn find(
        &self,
        project: ProjectId,
        member: MemberId,
    ) -> std::result::Result<Option<Teammate>, StoreError> {
        self.db.read(move |conn| member_row::by_id(conn, project, member)).await
    }

    async fn find_user(
        &self,
        project: ProjectId,
        user: UserId,
    ) -> std::result::Result<Option<Teammate>, StoreError> {
        self.db.read(move |conn| member_row::by_user(conn, project, user)).await
    }

    async fn list(
        &self,
        project: ProjectId,
        page: PageRequest,
    ) -> std::result::Result<Page<Teammate>, StoreError> {
        self.db.read(move |conn| member_row::list(conn, project, page)).await
    }

    async fn join(&self, command: JoinProject) -> std::result::Result<JoinOutcome, StoreError> {
        self.db.write(move |conn| join(conn, &command)).await
    }

    async fn add(&self, command: AddMember) -> std::result::Result<AddMemberOutcome, StoreError> {
        self.db.write(move |conn| add(conn, &command)).await
    }

    async fn update(&self, command: UpdateMember) -> std::result::Result<UpdateMemberOutcome, StoreError> {
        self.db.write(move |conn| update(conn, &command)).await
    }

    async fn remove(&self, command: RemoveMember) -> std::result::Result<bool, StoreError> {
        self.db.write_if(move |conn| remove(conn, &command)).await
    }

    async fn leave(&self, command: LeaveProject) -> std::result::Result<bool, StoreError> {
        self.db.write_if(move |conn| leave(conn, &command)).await
    }
}
