use super::opening::open_session;
use super::session_lock::lock_session;
use super::session_row::{self, SessionRow, kind};
use super::user_lock::lock_user;
use crate::Db;
use crate::audit;
use crate::conn::{Conn, on};
use crate::error::{Error, Result, ensure, require};
use crate::oauth::end_grants_in;
use crate::paging::{self, earlier_than};
use crate::schema::{session_tokens as tokens, sessions};
use crate::types::{At, DbTimestamp, Id};
use async_trait::async_trait;
use diesel::dsl::case_when;
use diesel::prelude::*;
use hitkey_identity::ports::{EndSession, OpenSession, PresentedRefresh, RotateRefresh, SessionStore};
use hitkey_identity::{ApiTokenDigest, RefreshTokenDigest, Session, SessionCookieDigest};
use hitkey_kernel::{Page, PageRequest, SessionId, StoreError, Timestamp, UserId};

/// Sessions and their credentials as tables.
#[derive(Debug, Clone)]
pub struct DieselSessionStore {
    db: Db,
}

impl DieselSessionStore {
    /// The sessions in `db`.
    pub fn new(db: Db) -> Self {
        Self { db }
    }

    /// The live session that a token opens, in one read.
    async fn find_by(
        &self,
        kind: &'static str,
        digest: [u8; 32],
        now: Timestamp,
    ) -> std::result::Result<Option<Session>, StoreError> {
        self.db
            .read(move |conn| {
                let row: Option<SessionRow> = on!(conn, |c| tokens::table
                    .inner_join(sessions::table)
                    .filter(tokens::digest.eq(&digest[..]).and(tokens::kind.eq(kind)))
                    .filter(tokens::expires_at.is_null().or(tokens::expires_at.gt(At(now))))
                    .filter(sessions::expires_at.gt(At(now)))
                    .select(SessionRow::as_select())
                    .get_result(c)
                    .optional())?;
                row.map(TryInto::try_into).transpose()
            })
            .await
    }
}

fn presented(conn: &mut Conn, token: &RefreshTokenDigest) -> Result<Option<PresentedRefresh>> {
    let row: Option<(SessionRow, Option<At>, Option<At>)> = on!(conn, |c| tokens::table
        .inner_join(sessions::table)
        .filter(tokens::digest.eq(&token.as_bytes()[..]).and(tokens::kind.eq(kind::REFRESH)))
        .select((SessionRow::as_select(), tokens::used_at, tokens::expires_at))
        .get_result(c)
        .optional())?;
    let Some((session, used_at, expires_at)) = row else { return Ok(None) };
    let session = Session::try_from(session)?;
    let expires_at = expires_at.map_or(session.expires_at, |at| at.0);
    Ok(Some(PresentedRefresh { session, used: used_at.is_some(), expires_at }))
}

/// The session goes first: whoever ends it waits for the same row.
fn rotate(conn: &mut Conn, command: &RotateRefresh) -> Result<()> {
    let (old, now) = (&command.old.as_bytes()[..], At(command.now));
    let query = tokens::table.find(old).filter(tokens::kind.eq(kind::REFRESH)).select(tokens::session_id);
    let session: Option<Id<SessionId>> = on!(conn, |c| query.get_result(c).optional())?;
    let session = session.ok_or(Error::Refused)?;
    let change =
        (sessions::last_used_at.eq(now), sessions::expires_at.eq(At(command.new.refresh_expires_at)));
    require(on!(conn, |c| diesel::update(sessions::table.find(session)).set(change).execute(c))?)?;
    require(on!(conn, |c| diesel::update(tokens::table.find(old))
        .filter(tokens::used_at.is_null().and(tokens::expires_at.gt(now)))
        .set(tokens::used_at.eq(now))
        .execute(c))?)?;
    session_row::insert_api_tokens(conn, session.0, &command.new)
}

fn touch(conn: &mut Conn, session: SessionId, now: Timestamp, extend_to: Option<Timestamp>) -> Result<()> {
    let (now, extend_to) = (At(now), At(extend_to.unwrap_or_default()));
    let used = case_when(sessions::last_used_at.lt(now), now.into_sql::<DbTimestamp>());
    let extended = case_when(sessions::expires_at.lt(extend_to), extend_to.into_sql::<DbTimestamp>());
    let change = (
        sessions::last_used_at.eq(used.otherwise(sessions::last_used_at)),
        sessions::expires_at.eq(extended.otherwise(sessions::expires_at)),
    );
    on!(conn, |c| diesel::update(sessions::table.find(Id(session)))
        .filter(sessions::expires_at.gt(now))
        .set(change)
        .execute(c))?;
    Ok(())
}

fn end(conn: &mut Conn, command: &EndSession) -> Result<()> {
    ensure(lock_session(conn, command.user, command.session)?)?;
    end_grants_in(conn, command.session, command.apps, command.now)?;
    on!(conn, |c| diesel::delete(sessions::table.find(Id(command.session))).execute(c))?;
    audit::record(conn, &command.audit)
}

fn list(conn: &mut Conn, user: UserId, now: Timestamp, request: PageRequest) -> Result<Page<Session>> {
    let rows: Vec<SessionRow> = on!(conn, |c| sessions::table
        .filter(sessions::user_id.eq(Id(user)))
        .filter(sessions::expires_at.gt(At(now)))
        .filter(earlier_than!(request.after, sessions::created_at, sessions::id))
        .order((sessions::created_at.desc(), sessions::id.desc()))
        .limit(i64::from(request.rows()))
        .select(SessionRow::as_select())
        .load(c))?;
    paging::page(rows, request, Session::place)
}

#[async_trait]
impl SessionStore for DieselSessionStore {
    async fn find_by_access(
        &self,
        token: &ApiTokenDigest,
        now: Timestamp,
    ) -> std::result::Result<Option<Session>, StoreError> {
        self.find_by(kind::ACCESS, *token.as_bytes(), now).await
    }

    async fn find_by_cookie(
        &self,
        cookie: &SessionCookieDigest,
        now: Timestamp,
    ) -> std::result::Result<Option<Session>, StoreError> {
        self.find_by(kind::COOKIE, *cookie.as_bytes(), now).await
    }

    async fn open(&self, command: OpenSession) -> std::result::Result<bool, StoreError> {
        self.db
            .write_if(move |conn| {
                let user = lock_user(conn, command.new.session.user)?.ok_or(Error::Refused)?;
                ensure(user.has_password(&command.seen_password) && !user.second_factor_is_on())?;
                open_session(conn, &command.new)
            })
            .await
    }

    async fn find_refresh(
        &self,
        token: &RefreshTokenDigest,
    ) -> std::result::Result<Option<PresentedRefresh>, StoreError> {
        let token = *token;
        self.db.read(move |conn| presented(conn, &token)).await
    }

    async fn rotate(&self, command: RotateRefresh) -> std::result::Result<bool, StoreError> {
        self.db.write_if(move |conn| rotate(conn, &command)).await
    }

    async fn touch(
        &self,
        session: SessionId,
        now: Timestamp,
        extend_to: Option<Timestamp>,
    ) -> std::result::Result<(), StoreError> {
        self.db.write_once(move |conn| touch(conn, session, now, extend_to)).await
    }

    async fn list(
        &self,
        user: UserId,
        now: Timestamp,
        page: PageRequest,
    ) -> std::result::Result<Page<Session>, StoreError> {
        self.db.read(move |conn| list(conn, user, now, page)).await
    }

    async fn end(&self, command: EndSession) -> std::result::Result<bool, StoreError> {
        self.db.write_if(move |conn| end(conn, &command)).await
    }
}
