use crate::conn::{Conn, on};
use crate::error::{Error, Result};
use crate::rows::Reader;
use crate::schema::{session_tokens, sessions};
use crate::types::{At, Id};
use diesel::prelude::*;
use hitkey_identity::{ApiDigests, Origin, Session, SessionCredentials};
use hitkey_kernel::{Language, SessionId, Timestamp, UserId};

/// The kinds of `session_tokens`.
pub(super) mod kind {
    pub(crate) const ACCESS: &str = "access";
    pub(crate) const REFRESH: &str = "refresh";
    pub(crate) const COOKIE: &str = "cookie";
}

/// A row of `sessions`.
#[derive(Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = sessions)]
#[diesel(treat_none_as_default_value = false)]
pub(super) struct SessionRow {
    id: Id<SessionId>,
    user_id: Id<UserId>,
    created_at: At,
    last_used_at: At,
    expires_at: At,
    ip: Option<String>,
    user_agent: Option<String>,
    language: String,
    auth_time: At,
    methods: String,
}

/// A new row of `session_tokens`.
#[derive(Debug, Insertable)]
#[diesel(table_name = session_tokens)]
#[diesel(treat_none_as_default_value = false)]
struct TokenRow {
    digest: Vec<u8>,
    session_id: Id<SessionId>,
    kind: &'static str,
    expires_at: Option<At>,
}

impl From<&Session> for SessionRow {
    fn from(session: &Session) -> Self {
        Self {
            id: Id(session.id),
            user_id: Id(session.user),
            created_at: At(session.created_at),
            last_used_at: At(session.last_used_at),
            expires_at: At(session.expires_at),
            ip: session.origin.ip.map(|ip| ip.to_string()),
            user_agent: session.origin.user_agent().map(str::to_owned),
            language: session.origin.language.tag().to_owned(),
            auth_time: At(session.auth_time),
            methods: session.methods.to_string(),
        }
    }
}

impl TryFrom<SessionRow> for Session {
    type Error = Error;

    fn try_from(row: SessionRow) -> Result<Self> {
        let id = row.id.0;
        let read = Reader::of("sessions", &id);
        let ip = read.optional("ip", row.ip.as_deref(), |text| text.parse().ok())?;
        let language = read.parsed("language", Language::from_tag(&row.language))?;
        Ok(Self {
            id,
            user: row.user_id.0,
            created_at: row.created_at.0,
            last_used_at: row.last_used_at.0,
            expires_at: row.expires_at.0,
            origin: Origin::new(ip, row.user_agent.as_deref(), language),
            auth_time: row.auth_time.0,
            methods: read.parsed("methods", row.methods.parse().ok())?,
        })
    }
}

/// Adds a session and what opens it.
pub(super) fn insert(conn: &mut Conn, session: &Session, credentials: &SessionCredentials) -> Result<()> {
    let row = SessionRow::from(session);
    on!(conn, |c| diesel::insert_into(sessions::table).values(&row).execute(c))?;
    match credentials {
        SessionCredentials::Api(digests) => insert_api_tokens(conn, session.id, digests),
        SessionCredentials::Cookie(digest) => {
            let row = token(session.id, kind::COOKIE, digest.as_bytes(), None);
            on!(conn, |c| diesel::insert_into(session_tokens::table).values(row).execute(c))?;
            Ok(())
        }
    }
}

/// Adds an API token and its refresh token to a session.
pub(super) fn insert_api_tokens(conn: &mut Conn, session: SessionId, digests: &ApiDigests) -> Result<()> {
    let access = token(session, kind::ACCESS, digests.access.as_bytes(), Some(digests.access_expires_at));
    let refresh = token(session, kind::REFRESH, digests.refresh.as_bytes(), Some(digests.refresh_expires_at));
    let table = session_tokens::table;
    match conn {
        // An array, not a slice: so the prepared statement is kept.
        Conn::Pg(c) => diesel::insert_into(table).values([access, refresh]).execute(c)?,
        // One by one: of several Diesel would make a transaction in the transaction.
        Conn::Sqlite(c) => {
            diesel::insert_into(table).values(access).execute(c)?;
            diesel::insert_into(table).values(refresh).execute(c)?
        }
    };
    Ok(())
}

fn token(
    session: SessionId,
    kind: &'static str,
    digest: &[u8; 32],
    expires_at: Option<Timestamp>,
) -> TokenRow {
    TokenRow { digest: digest.to_vec(), session_id: Id(session), kind, expires_at: expires_at.map(At) }
}
