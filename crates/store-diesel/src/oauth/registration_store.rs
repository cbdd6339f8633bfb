use super::client_row::ClientRow;
use crate::Db;
use crate::audit;
use crate::conn::{Conn, on};
use crate::error::{Error, Result, require};
use crate::rows::{Reader, stored_count};
use crate::schema::{client_registrations as registrations, clients, initial_access_tokens as accesses};
use crate::types::{At, Id};
use async_trait::async_trait;
use diesel::prelude::*;
use hitkey_kernel::{ClientId, InitialAccessId, StoreError, Timestamp};
use hitkey_oauth::ports::{RegisterClient, RegistrationStore};
use hitkey_oauth::{Client, InitialAccess, InitialAccessTokenDigest, RegistrationTokenDigest};

/// Who may register clients, and what those are managed by, as two tables.
#[derive(Debug, Clone)]
pub struct DieselRegistrationStore {
    db: Db,
}

impl DieselRegistrationStore {
    /// The registrations in `db`.
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

/// The most that a list has.
const MOST: i64 = 1000;

/// A row of `initial_access_tokens`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = accesses)]
struct AccessRow {
    id: Id<InitialAccessId>,
    digest: Vec<u8>,
    uses_left: i32,
    created_at: At,
    expires_at: At,
}

impl From<InitialAccess> for AccessRow {
    fn from(access: InitialAccess) -> Self {
        Self {
            id: Id(access.id),
            digest: access.token.as_bytes().to_vec(),
            uses_left: stored_count(access.uses_left),
            created_at: At(access.created_at),
            expires_at: At(access.expires_at),
        }
    }
}

impl TryFrom<AccessRow> for InitialAccess {
    type Error = Error;

    fn try_from(row: AccessRow) -> Result<Self> {
        let read = Reader::of("initial_access_tokens", &row.id.0);
        Ok(Self {
            id: row.id.0,
            token: InitialAccessTokenDigest::from_bytes(read.digest("digest", &row.digest)?),
            uses_left: read.count("uses_left", row.uses_left)?,
            created_at: row.created_at.0,
            expires_at: row.expires_at.0,
        })
    }
}

/// Takes one use; the row's lock makes those who race wait, and look again.
fn spend(conn: &mut Conn, token: InitialAccessTokenDigest, now: Timestamp) -> Result<()> {
    require(on!(conn, |c| diesel::update(accesses::table)
        .filter(accesses::digest.eq(&token.as_bytes()[..]))
        .filter(accesses::expires_at.gt(At(now)))
        .filter(accesses::uses_left.gt(0))
        .set(accesses::uses_left.eq(accesses::uses_left - 1))
        .execute(c))?)
}

fn register(conn: &mut Conn, command: &RegisterClient) -> Result<()> {
    let client = &command.creation.client;
    if let Some(token) = command.initial {
        spend(conn, token, client.created_at)?;
    }
    let row = ClientRow::from(client);
    let registration = (
        registrations::client_id.eq(Id(client.id)),
        registrations::token_digest.eq(&command.token.as_bytes()[..]),
        registrations::expires_at.eq(Some(At(command.unused_until))),
    );
    on!(conn, |c| diesel::insert_into(clients::table).values(&row).execute(c))?;
    on!(conn, |c| diesel::insert_into(registrations::table).values(registration).execute(c))?;
    audit::record(conn, &command.creation.audit)
}

fn registered(conn: &mut Conn, id: ClientId, token: &RegistrationTokenDigest) -> Result<Option<Client>> {
    let row: Option<ClientRow> = on!(conn, |c| clients::table
        .inner_join(registrations::table)
        .filter(clients::id.eq(Id(id)))
        .filter(registrations::token_digest.eq(&token.as_bytes()[..]))
        .select(ClientRow::as_select())
        .get_result(c)
        .optional())?;
    row.map(TryInto::try_into).transpose()
}

#[async_trait]
impl RegistrationStore for DieselRegistrationStore {
    async fn register(&self, command: RegisterClient) -> std::result::Result<bool, StoreError> {
        self.db.write_if(move |conn| register(conn, &command)).await
    }

    async fn registered(
        &self,
        id: ClientId,
        token: &RegistrationTokenDigest,
    ) -> std::result::Result<Option<Client>, StoreError> {
        let token = *token;
        self.db.read(move |conn| registered(conn, id, &token)).await
    }

    async fn admit(&self, access: InitialAccess) -> std::result::Result<(), StoreError> {
        let row = AccessRow::from(access);
        self.db
            .write(move |conn| {
                on!(conn, |c| diesel::insert_into(accesses::table).values(&row).execute(c))?;
                Ok(())
            })
            .await
    }

    async fn admitted(&self, now: Timestamp) -> std::result::Result<Vec<InitialAccess>, StoreError> {
        self.db
            .read(move |conn| {
                let rows: Vec<AccessRow> = on!(conn, |c| accesses::table
                    .filter(accesses::expires_at.gt(At(now)))
                    .order((accesses::expires_at, accesses::id))
                    .limit(MOST)
                    .select(AccessRow::as_select())
                    .load(c))?;
                rows.into_iter().map(TryInto::try_into).collect()
            })
            .await
    }

    async fn dismiss(&self, id: InitialAccessId) -> std::result::Result<bool, StoreError> {
        self.db
            .write_if(move |conn| {
                require(on!(conn, |c| diesel::delete(accesses::table.find(Id(id))).execute(c))?)
            })
            .await
    }
}
