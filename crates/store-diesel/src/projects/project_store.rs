use super::member_row;
use super::project_lock::lock_as;
use super::project_row::{ProjectRow, description_column};
use crate::Db;
use crate::audit;
use crate::conn::{Conn, on};
use crate::error::{Error, Result, ensure, require};
use crate::oauth::end_grants_of_outsiders;
use crate::paging::later_than;
use crate::rows::Reader;
use crate::schema::{project_members as members, projects};
use crate::types::{At, Id};
use async_trait::async_trait;
use diesel::prelude::*;
use hitkey_kernel::{Cursor, MemberId, Page, PageRequest, ProjectId, StoreError, UserId};
use hitkey_projects::ports::{
    CreateProject, CreateProjectOutcome, DeleteProject, ProjectStore, TransferProject, UpdateProject,
};
use hitkey_projects::{Actor, OwnProject, Role, Slug, Standing, Visit};

/// Projects as tables.
#[derive(Debug, Clone)]
pub struct DieselProjectStore {
    db: Db,
}

impl DieselProjectStore {
    /// The projects in `db`.
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

fn create(conn: &mut Conn, command: &CreateProject) -> Result<()> {
    let project = &command.project;
    on!(conn, |c| diesel::insert_into(projects::table).values(ProjectRow::from(project)).execute(c))?;
    let owner = Standing { user: project.owner, role: Role::Owner };
    member_row::insert(conn, command.member, project.id, owner, project.created_at)?;
    audit::record(conn, &command.audit)
}

/// The one statement that reads a project together with the caller's role; `$condition` picks the project.
macro_rules! visit {
    ($conn:expr, $caller:expr, $condition:expr) => {{
        let of_caller = members::project_id.eq(projects::id).and(members::user_id.eq(Id($caller)));
        let found: Option<(ProjectRow, Option<(Id<MemberId>, String)>)> = on!($conn, |c| projects::table
            .left_join(members::table.on(of_caller))
            .filter($condition)
            .select((ProjectRow::as_select(), (members::id, members::role).nullable()))
            .first(c)
            .optional())?;
        found.map(|(row, seat)| visit($caller, row, seat)).transpose()
    }};
}

fn visit(caller: UserId, row: ProjectRow, seat: Option<(Id<MemberId>, String)>) -> Result<Visit> {
    let role = seat.map(|(id, word)| role(id, &word)).transpose()?;
    Ok(Visit { project: row.try_into()?, actor: Actor::new(caller, role) })
}

fn role(Id(id): Id<MemberId>, word: &str) -> Result<Role> {
    Reader::of("project_members", &id).parsed("role", Role::from_word(word))
}

/// A project, and the membership of whoever asks: which, what as, since when.
type Own = (ProjectRow, Id<MemberId>, String, At);

fn own_project((row, id, word, since): Own) -> Result<(Cursor, OwnProject)> {
    let own = OwnProject { project: row.try_into()?, role: role(id, &word)? };
    Ok((Cursor::new(since.0, id.0.uuid()), own))
}

fn list(conn: &mut Conn, user: UserId, request: PageRequest) -> Result<Page<OwnProject>> {
    let rows: Vec<Own> = on!(conn, |c| members::table
        .inner_join(projects::table)
        .filter(members::user_id.eq(Id(user)))
        .filter(later_than!(request.after, members::created_at, members::id))
        .order((members::created_at, members::id))
        .limit(i64::from(request.rows()))
        .select((ProjectRow::as_select(), members::id, members::role, members::created_at))
        .load(c))?;
    let own: Result<Vec<_>> = rows.into_iter().map(own_project).collect();
    Ok(Page::of(own?, request, |(place, _)| *place).map(|(_, own)| own))
}

fn update(conn: &mut Conn, command: &UpdateProject) -> Result<()> {
    let project = lock_as(conn, command.project, command.by)?.ok_or(Error::Refused)?;
    ensure(project.updated_at == command.seen_at)?;
    let change = (
        projects::name.eq(command.name.as_str()),
        projects::description.eq(description_column(command.description.as_ref())),
        projects::is_public.eq(command.is_public),
        projects::updated_at.eq(At(command.now)),
    );
    require(on!(conn, |c| diesel::update(projects::table.find(Id(command.project)))
        .set(change)
        .execute(c))?)?;
    audit::record(conn, &command.audit)?;
    let closes = project.is_public && !command.is_public;
    if closes { end_grants_of_outsiders(conn, command.project) } else { Ok(()) }
}

/// Whatever refers to the project goes with it: its clients too, and what refers to them.
fn delete(conn: &mut Conn, command: &DeleteProject) -> Result<()> {
    lock_as(conn, command.project, command.by)?.ok_or(Error::Refused)?;
    require(on!(conn, |c| diesel::delete(projects::table.find(Id(command.project))).execute(c))?)?;
    audit::record(conn, &command.audit)
}

/// The old owner steps back first: at no time may two members have the role.
fn transfer(conn: &mut Conn, command: &TransferProject) -> Result<()> {
    let &TransferProject { project, from, to, ref audit } = command;
    ensure(from != to)?;
    let owner = Standing { user: from, role: Role::Owner };
    lock_as(conn, project, owner)?.ok_or(Error::Refused)?;
    for (user, role) in [(from, Role::Admin), (to, Role::Owner)] {
        let seat = members::project_id.eq(Id(project)).and(members::user_id.eq(Id(user)));
        let change = members::role.eq(role.as_str());
        require(on!(conn, |c| diesel::update(members::table.filter(seat)).set(change).execute(c))?)?;
    }
    let change = projects::owner_id.eq(Id(to));
    require(on!(conn, |c| diesel::update(projects::table.find(Id(project))).set(change).execute(c))?)?;
    audit::record(conn, audit)
}

#[async_trait]
impl ProjectStore for DieselProjectStore {
    async fn create(&self, command: CreateProject) -> std::result::Result<CreateProjectOutcome, StoreError> {
        self.db
            .write_once(move |conn| match conn.transaction(|conn| create(conn, &command)) {
                Ok(()) => Ok(CreateProjectOutcome::Created),
                Err(error) if error.is_unique("projects.slug") => Ok(CreateProjectOutcome::SlugTaken),
                Err(error) => Err(error),
            })
            .await
    }

    async fn find_by_slug(
        &self,
        slug: &Slug,
        caller: UserId,
    ) -> std::result::Result<Option<Visit>, StoreError> {
        let slug = slug.as_str().to_owned();
        self.db.read(move |conn| visit!(conn, caller, projects::slug.eq(&slug))).await
    }

    async fn find(&self, id: ProjectId, caller: UserId) -> std::result::Result<Option<Visit>, StoreError> {
        self.db.read(move |conn| visit!(conn, caller, projects::id.eq(Id(id)))).await
    }

    async fn list(
        &self,
        user: UserId,
        page: PageRequest,
    ) -> std::result::Result<Page<OwnProject>, StoreError> {
        self.db.read(move |conn| list(conn, user, page)).await
    }

    async fn owns_shared(&self, user: UserId) -> std::result::Result<bool, StoreError> {
        self.db
            .read(move |conn| {
                let others = projects::owner_id.eq(Id(user)).and(members::user_id.ne(Id(user)));
                let query = members::table.inner_join(projects::table).filter(others).select(members::id);
                let found: Option<Id<MemberId>> = on!(conn, |c| query.first(c).optional())?;
                Ok(found.is_some())
            })
            .await
    }

    async fn update(&self, command: UpdateProject) -> std::result::Result<bool, StoreError> {
        self.db.write_if(move |conn| update(conn, &command)).await
    }

    async fn delete(&self, command: DeleteProject) -> std::result::Result<bool, StoreError> {
        self.db.write_if(move |conn| delete(conn, &command)).await
    }

    async fn transfer(&self, command: TransferProject) -> std::result::Result<bool, StoreError> {
        self.db.write_if(move |conn| transfer(conn, &command)).await
    }
}
