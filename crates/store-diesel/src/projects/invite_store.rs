use super::invite_row::{InviteRow, NewInviteRow};
use super::member_row::Newcomer;
use super::project_lock::{keep_person, lock_as, lock_project};
use super::project_row::ProjectRow;
use crate::Db;
use crate::audit;
use crate::conn::{Conn, on};
use crate::error::{Error, Result, require};
use crate::outbox;
use crate::paging::{self, later_than};
use crate::schema::{project_invites as invites, projects, users};
use crate::types::{At, Id};
use async_trait::async_trait;
use diesel::prelude::*;
use hitkey_kernel::{InviteId, Page, PageRequest, ProjectId, StoreError};
use hitkey_projects::ports::{
    AcceptInvite, AcceptInviteOutcome, CreateInvite, CreateInviteOutcome, InviteStore, RevokeInvite,
};
use hitkey_projects::{Invite, InviteTokenDigest, PresentedInvite, Standing};

/// Invites as a table.
#[derive(Debug, Clone)]
pub struct DieselInviteStore {
    db: Db,
}

impl DieselInviteStore {
    /// The invites in `db`.
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

fn create(conn: &mut Conn, command: &CreateInvite) -> Result<CreateInviteOutcome> {
    let CreateInvite { by, invite, token, invitee, mail, audit } = command;
    let Some(project) = lock_as(conn, invite.project, *by)? else { return Ok(CreateInviteOutcome::Stale) };
    if let Some(invitee) = invitee
        && project.role(conn, *invitee)?.is_some()
    {
        return Ok(CreateInviteOutcome::AlreadyMember);
    }
    if is_invited(conn, invite)? {
        return Ok(CreateInviteOutcome::AlreadyInvited);
    }
    let same = invites::project_id.eq(Id(invite.project)).and(invites::address_key.eq(invite.email.key()));
    on!(conn, |c| diesel::delete(invites::table.filter(same)).execute(c))?;
    let row = NewInviteRow::of(invite, token);
    on!(conn, |c| diesel::insert_into(invites::table).values(row).execute(c))?;
    outbox::enqueue(conn, mail)?;
    audit::record(conn, audit)?;
    Ok(CreateInviteOutcome::Created)
}

/// Whether the address has an invite that has not expired when the new one is made.
fn is_invited(conn: &mut Conn, invite: &Invite) -> Result<bool> {
    let live = invites::project_id
        .eq(Id(invite.project))
        .and(invites::address_key.eq(invite.email.key()))
        .and(invites::expires_at.gt(At(invite.created_at)));
    let query = invites::table.filter(live).select(invites::id);
    let found: Option<Id<InviteId>> = on!(conn, |c| query.first(c).optional())?;
    Ok(found.is_some())
}

fn revoke(conn: &mut Conn, command: &RevokeInvite) -> Result<()> {
    let RevokeInvite { project, by, invite, audit } = command;
    lock_as(conn, *project, *by)?.ok_or(Error::Refused)?;
    let known = invites::table.find(Id(*invite)).filter(invites::project_id.eq(Id(*project)));
    require(on!(conn, |c| diesel::delete(known).execute(c))?)?;
    audit::record(conn, audit)
}

fn by_token(conn: &mut Conn, token: &InviteTokenDigest) -> Result<Option<Invite>> {
    let row: Option<InviteRow> = on!(conn, |c| invites::table
        .filter(invites::token_digest.eq(&token.as_bytes()[..]))
        .select(InviteRow::as_select())
        .first(c)
        .optional())?;
    row.map(TryInto::try_into).transpose()
}

/// The invite is looked up to learn which project to lock, and again once nobody else can use it up.
pub(crate) fn accept(conn: &mut Conn, command: &AcceptInvite) -> Result<AcceptInviteOutcome> {
    let &AcceptInvite { token, member, user, now, ref audit } = command;
    let Some(seen) = by_token(conn, &token)? else { return Ok(AcceptInviteOutcome::Gone) };
    let Some(project) = lock_project(conn, seen.project)? else { return Ok(AcceptInviteOutcome::Gone) };
    let Some(invite) = by_token(conn, &token)? else { return Ok(AcceptInviteOutcome::Gone) };
    if !keep_person(conn, user)? {
        return Ok(AcceptInviteOutcome::Gone);
    }
    if invite.is_expired(now) {
        return Ok(AcceptInviteOutcome::Expired);
    }
    if project.role(conn, user)?.is_some() {
        return Ok(AcceptInviteOutcome::AlreadyMember);
    }
    require(on!(conn, |c| diesel::delete(invites::table.find(Id(invite.id))).execute(c))?)?;
    let standing = Standing { user, role: invite.role.role() };
    let new = Newcomer { id: member, standing, permissions: Vec::new(), now };
    audit::record(conn, audit)?;
    Ok(AcceptInviteOutcome::Accepted(project.admit(conn, new)?))
}

/// The invite, its project, and what the inviter wants to be called.
type Presented = (InviteRow, ProjectRow, Option<String>);

fn presented((invite, project, inviter): Presented) -> Result<PresentedInvite> {
    let (invite, project) = (invite.try_into()?, project.try_into()?);
    Ok(PresentedInvite { invite, project, inviter })
}

fn list(conn: &mut Conn, project: ProjectId, request: PageRequest) -> Result<Page<Invite>> {
    let rows: Vec<InviteRow> = on!(conn, |c| invites::table
        .filter(invites::project_id.eq(Id(project)))
        .filter(later_than!(request.after, invites::created_at, invites::id))
        .order((invites::created_at, invites::id))
        .limit(i64::from(request.rows()))
        .select(InviteRow::as_select())
        .load(c))?;
    paging::page(rows, request, Invite::place)
}

#[async_trait]
impl InviteStore for DieselInviteStore {
    async fn create(&self, command: CreateInvite) -> std::result::Result<CreateInviteOutcome, StoreError> {
        self.db.write(move |conn| create(conn, &command)).await
    }

    async fn list(
        &self,
        project: ProjectId,
        page: PageRequest,
    ) -> std::result::Result<Page<Invite>, StoreError> {
        self.db.read(move |conn| list(conn, project, page)).await
    }

    async fn exists(&self, project: ProjectId, id: InviteId) -> std::result::Result<bool, StoreError> {
        self.db
            .read(move |conn| {
                let known = invites::table.find(Id(id)).filter(invites::project_id.eq(Id(project)));
                let query = known.select(invites::id);
                let found: Option<Id<InviteId>> = on!(conn, |c| query.first(c).optional())?;
                Ok(found.is_some())
            })
            .await
    }

    async fn revoke(&self, command: RevokeInvite) -> std::result::Result<bool, StoreError> {
        self.db.write_if(move |conn| revoke(conn, &command)).await
    }

    async fn find_by_token(
        &self,
        token: &InviteTokenDigest,
    ) -> std::result::Result<Option<PresentedInvite>, StoreError> {
        let token = *token;
        self.db
            .read(move |conn| {
                let found: Option<Presented> = on!(conn, |c| invites::table
                    .inner_join(projects::table)
                    .left_join(users::table.on(invites::inviter_id.eq(users::id.nullable())))
                    .filter(invites::token_digest.eq(&token.as_bytes()[..]))
                    .select(
                        (InviteRow::as_select(), ProjectRow::as_select(), users::display_name.nullable(),)
                    )
                    .first(c)
                    .optional())?;
                found.map(presented).transpose()
            })
            .await
    }

    async fn accept(&self, command: AcceptInvite) -> std::result::Result<AcceptInviteOutcome, StoreError> {
        self.db.write(move |conn| accept(conn, &command)).await
    }
}
