use super::admission::admits;
use super::client_row::ClientRow;
use super::ending::clients_in;
use super::grant_row::{GrantRow, NewGrantRow};
use super::lone::Lone;
use super::scope_union::UnionOfScopes;
use super::together::{Together, done};
use crate::Db;
use crate::audit::record;
use crate::conn::{Conn, on};
use crate::error::{Error, Result, ensure};
use crate::kept::fixed;
use crate::schema::{
    clients, consent_resources as allowed, consents, grants, oauth_refresh_tokens as tokens,
};
use crate::types::{At, DbTimestamp, Id};
use async_trait::async_trait;
use diesel::prelude::*;
use diesel::sql_types::Binary;
use diesel::upsert::excluded;
use hitkey_kernel::{ClientId, GrantId, SessionId, StoreError, Timestamp, UserId};
use hitkey_oauth::ports::{
    ClientAnd, ClientInSession, ExtendRefresh, GrantStore, IssueGrant, NewRefresh, PresentedRefresh,
    RedeemCode, RefreshState, RevokeGrant, RotateRefresh,
};
use hitkey_oauth::{AuthorizationCodeDigest, Grant, OAuthRefreshTokenDigest, ScopeSet};

/// Grants, their codes and refresh tokens as tables.
#[derive(Debug, Clone)]
pub struct DieselGrantStore {
    db: Db,
}

impl DieselGrantStore {
    /// The grants in `db`.
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

/// A consent that goes with a grant.
#[derive(Debug, Clone)]
struct Allowing {
    user: Id<UserId>,
    client: Id<ClientId>,
    client_updated_at: At,
    scopes: String,
    at: At,
}

#[derive(Debug, Insertable)]
#[diesel(table_name = tokens)]
struct TokenRow<'a> {
    digest: &'a [u8],
    grant_id: Id<GrantId>,
    issued_at: At,
    expires_at: At,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = tokens)]
struct FoundTokenRow {
    expires_at: At,
    used_at: Option<At>,
}

/// The instruction to remember a consent; what to do with the scopes of an earlier one is for the caller. It fails
/// by a missing value when the client is gone or was changed.
macro_rules! remember {
    ($allowing:expr, $scopes:expr) => {
        diesel::insert_into(consents::table)
            .values((
                consents::user_id.eq($allowing.user),
                consents::client_id.eq(Lone(
                    clients::table
                        .find($allowing.client)
                        .filter(clients::updated_at.eq($allowing.client_updated_at))
                        .select(clients::id),
                )),
                consents::scopes.eq(&$allowing.scopes),
                consents::granted_at.eq($allowing.at),
                consents::updated_at.eq($allowing.at),
            ))
            .on_conflict((consents::user_id, consents::client_id))
            .do_update()
            .set((consents::scopes.eq($scopes), consents::updated_at.eq(excluded(consents::updated_at))))
    };
}

/// Issues a grant and remembers the consent; [`Error::Refused`] when it can't be issued.
pub(super) fn issue_command(conn: &mut Conn, command: &IssueGrant) -> Result<()> {
    let IssueGrant { grant, code, client_updated_at, project } = command;
    let allowing = Allowing {
        user: Id(grant.user),
        client: Id(grant.client),
        client_updated_at: At(*client_updated_at),
        scopes: grant.allowed().to_string(),
        at: At(grant.created_at),
    };
    let row = NewGrantRow::of(grant, code);
    let issued = match (project, grant.resources.is_empty()) {
        (None, true) => issue(conn, &row, &allowing),
        _ => conn.transaction(|conn| {
            if let Some(project) = project {
                ensure(admits(conn, *project, grant.user)?)?;
            }
            issue(conn, &row, &allowing)?;
            allow_resources(conn, grant)
        }),
    };
    issued.map_err(|error| match error {
        Error::Missing | Error::ForeignKey => Error::Refused,
        other => other,
    })
}

/// Remembers with the consent for which resources the grant is. They must still be there.
fn allow_resources(conn: &mut Conn, grant: &Grant) -> Result<()> {
    for resource in &grant.resources {
        let row = (
            allowed::user_id.eq(Id(grant.user)),
            allowed::client_id.eq(Id(grant.client)),
            allowed::resource_id.eq(Id(*resource)),
        );
        let add = diesel::insert_into(allowed::table).values(row).on_conflict_do_nothing();
        on!(conn, |c| add.execute(c))?;
    }
    Ok(())
}

fn issue(conn: &mut Conn, grant: &NewGrantRow, allowing: &Allowing) -> Result<()> {
    match conn {
        Conn::Pg(c) => {
            let add = diesel::insert_into(grants::table).values(grant).returning(grants::id);
            fixed!(Together(remember!(allowing, UnionOfScopes), add)).get_result::<Id<GrantId>>(c)?;
        }
        Conn::Sqlite(_) => conn.transaction(|conn| {
            let allowing = Allowing { scopes: with_earlier(conn, allowing)?, ..allowing.clone() };
            on!(conn, |c| fixed!(
                remember!(allowing, excluded(consents::scopes)).returning(consents::client_id)
            )
            .get_result::<Id<ClientId>>(c))?;
            on!(conn, |c| diesel::insert_into(grants::table).values(grant).execute(c))?;
            Ok(())
        })?,
    }
    Ok(())
}

fn with_earlier(conn: &mut Conn, allowing: &Allowing) -> Result<String> {
    let query = consents::table.find((allowing.user, allowing.client)).select(consents::scopes);
    let earlier: Option<String> = on!(conn, |c| query.get_result(c).optional())?;
    let earlier = ScopeSet::parse(&earlier.unwrap_or_default());
    Ok(earlier.union(ScopeSet::parse(&allowing.scopes)).to_string())
}

/// The statement that spends a code, if it can be spent, and then returns the grant.
macro_rules! spend_code {
    ($command:expr) => {
        diesel::update(grants::table.find(Id($command.grant)))
            .filter(grants::code_digest.eq(&$command.code.as_bytes()[..]))
            .filter(grants::redeemed_at.is_null())
            .filter(grants::revoked_at.is_null())
            .filter(grants::code_expires_at.gt(At($command.now)))
            .set((grants::redeemed_at.eq(At($command.now)), grants::expires_at.eq(At($command.expires_at))))
            .returning(grants::id)
    };
}

fn redeem(conn: &mut Conn, command: &RedeemCode) -> Result<bool> {
    let Some(refresh) = &command.refresh else {
        return spend(conn, command);
    };
    match conn {
        Conn::Pg(c) => redeem_with_refresh(c, command, refresh),
        Conn::Sqlite(_) => conn.transaction(|conn| {
            let spent = spend(conn, command)?;
            if spent {
                add_token(conn, command.grant, refresh, command.now)?;
            }
            Ok(spent)
        }),
    }
}

fn spend(conn: &mut Conn, command: &RedeemCode) -> Result<bool> {
    let spent: Option<Id<GrantId>> = on!(conn, |c| fixed!(spend_code!(command)).get_result(c).optional())?;
    Ok(spent.is_some())
}

fn redeem_with_refresh(c: &mut PgConnection, command: &RedeemCode, refresh: &NewRefresh) -> Result<bool> {
    let add = done::table
        .select((
            refresh.digest.as_bytes().to_vec().into_sql::<Binary>(),
            done::id,
            At(command.now).into_sql::<DbTimestamp>(),
            At(refresh.expires_at).into_sql::<DbTimestamp>(),
        ))
        .insert_into(tokens::table)
        .into_columns((tokens::digest, tokens::grant_id, tokens::issued_at, tokens::expires_at))
        .returning(tokens::grant_id);
    let spent: Option<Id<GrantId>> = fixed!(Together(spend_code!(command), add)).get_result(c).optional()?;
    Ok(spent.is_some())
}

fn add_token(conn: &mut Conn, grant: GrantId, refresh: &NewRefresh, now: Timestamp) -> Result<()> {
    let row = TokenRow {
        digest: refresh.digest.as_bytes(),
        grant_id: Id(grant),
        issued_at: At(now),
        expires_at: At(refresh.expires_at),
    };
    on!(conn, |c| diesel::insert_into(tokens::table).values(&row).execute(c))?;
    Ok(())
}

/// A refresh token that can still be used: fresh, unexpired, of a live grant.
macro_rules! usable {
    ($token:expr, $grant:expr, $now:expr) => {
        diesel::update(tokens::table.find(&$token.as_bytes()[..]))
            .filter(tokens::used_at.is_null())
            .filter(tokens::expires_at.gt(At($now)))
            .filter(tokens::grant_id.eq(Id($grant)))
            .filter(
                tokens::grant_id.eq_any(
                    grants::table
                        .find(Id($grant))
                        .filter(grants::redeemed_at.is_not_null())
                        .filter(grants::revoked_at.is_null())
                        .filter(grants::expires_at.gt(At($now)))
                        .select(grants::id),
                ),
            )
    };
}

fn by_refresh(
    conn: &mut Conn,
    client: ClientId,
    token: &OAuthRefreshTokenDigest,
) -> Result<Option<ClientAnd<PresentedRefresh>>> {
    type Found = (ClientRow, Option<FoundTokenRow>, Option<GrantRow>);
    let token = token.as_bytes().to_vec();
    let found: Option<Found> =
        on!(conn, |c| clients::table
            .left_join(tokens::table.on(tokens::digest.eq(token)))
            .left_join(grants::table.on(
                grants::id.nullable().eq(tokens::grant_id.nullable()).and(grants::client_id.eq(clients::id))
            ))
            .filter(clients::id.eq(Id(client)))
            .select((
                ClientRow::as_select(),
                Option::<FoundTokenRow>::as_select(),
                Option::<GrantRow>::as_select()
            ))
            .get_result(c)
            .optional())?;
    let Some((client, token, grant)) = found else { return Ok(None) };
    let found = token.zip(grant).map(|(token, grant)| presented(&token, grant)).transpose()?;
    Ok(Some(ClientAnd { client: client.try_into()?, found }))
}

fn presented(token: &FoundTokenRow, grant: GrantRow) -> Result<PresentedRefresh> {
    Ok(PresentedRefresh {
        grant: grant.try_into()?,
        state: token.used_at.map_or(RefreshState::Fresh, |At(at)| RefreshState::Used { at }),
        expires_at: token.expires_at.0,
    })
}

fn by_code(
    conn: &mut Conn,
    client: ClientId,
    code: &AuthorizationCodeDigest,
) -> Result<Option<ClientAnd<Grant>>> {
    let code = code.as_bytes().to_vec();
    let found: Option<(ClientRow, Option<GrantRow>)> = on!(conn, |c| clients::table
        .left_join(grants::table.on(grants::code_digest.eq(code).and(grants::client_id.eq(clients::id))))
        .filter(clients::id.eq(Id(client)))
        .select((ClientRow::as_select(), Option::<GrantRow>::as_select()))
        .get_result(c)
        .optional())?;
    let Some((client, grant)) = found else { return Ok(None) };
    Ok(Some(ClientAnd { client: client.try_into()?, found: grant.map(TryInto::try_into).transpose()? }))
}

#[async_trait]
impl GrantStore for DieselGrantStore {
    async fn issue(&self, command: IssueGrant) -> std::result::Result<bool, StoreError> {
        self.db
            .write_once(move |conn| match issue_command(conn, &command) {
                Ok(()) => Ok(true),
                Err(Error::Refused) => Ok(false),
                Err(other) => Err(other),
            })
            .await
    }

    async fn find_by_code(
        &self,
        client: ClientId,
        code: &AuthorizationCodeDigest,
    ) -> std::result::Result<Option<ClientAnd<Grant>>, StoreError> {
        let code = *code;
        self.db.read(move |conn| by_code(conn, client, &code)).await
    }

    async fn clients_in(&self, session: SessionId) -> std::result::Result<Vec<ClientInSession>, StoreError> {
        self.db.read(move |conn| clients_in(conn, session)).await
    }

    async fn redeem(&self, command: RedeemCode) -> std::result::Result<bool, StoreError> {
        self.db.write_once(move |conn| redeem(conn, &command)).await
    }

    async fn find_by_refresh(
        &self,
        client: ClientId,
        token: &OAuthRefreshTokenDigest,
    ) -> std::result::Result<Option<ClientAnd<PresentedRefresh>>, StoreError> {
        let token = *token;
        self.db.read(move |conn| by_refresh(conn, client, &token)).await
    }

    async fn extend_refresh(&self, command: ExtendRefresh) -> std::result::Result<bool, StoreError> {
        let ExtendRefresh { token, grant, expires_at, now } = command;
        self.db
            .write_once(move |conn| {
                let extended: Option<Id<GrantId>> = on!(conn, |c| fixed!(
                    usable!(token, grant, now)
                        .set(tokens::expires_at.eq(At(expires_at)))
                        .returning(tokens::grant_id)
                )
                .get_result(c)
                .optional())?;
                Ok(extended.is_some())
            })
            .await
    }

    async fn rotate_refresh(&self, command: RotateRefresh) -> std::result::Result<bool, StoreError> {
        let RotateRefresh { token, grant, successor, now } = command;
        self.db
            .write_if(move |conn| {
                let used: Option<Id<GrantId>> = on!(conn, |c| fixed!(
                    usable!(token, grant, now).set(tokens::used_at.eq(At(now))).returning(tokens::grant_id)
                )
                .get_result(c)
                .optional())?;
                ensure(used.is_some())?;
                add_token(conn, grant, &successor, now)
            })
            .await
    }

    async fn revoke(&self, command: RevokeGrant) -> std::result::Result<(), StoreError> {
        let RevokeGrant { grant, now, audit } = command;
        self.db
            .write(move |conn| {
                let revoked = on!(conn, |c| diesel::update(grants::table.find(Id(grant)))
                    .filter(grants::revoked_at.is_null())
                    .set(grants::revoked_at.eq(At(now)))
                    .execute(c))?;
                if revoked == 1 { record(conn, &audit) } else { Ok(()) }
            })
            .await
    }
}
