use crate::Db;
use crate::audit;
use crate::conn::on;
use crate::error::{Error, Result, require};
use crate::rows::{Reader, stored_count};
use crate::schema::signing_keys as keys;
use crate::types::At;
use async_trait::async_trait;
use diesel::prelude::*;
use hitkey_kernel::{Sealed, StoreError, Timestamp};
use hitkey_oauth::ports::{InstallKey, KeyStore};
use hitkey_oauth::{KeyId, PublicJwk, SigningAlg, StoredKey};

/// There are a handful of keys; more than this would be a fault elsewhere.
const MOST_KEYS: i64 = 1_000;

/// Signing keys as a table.
#[derive(Debug, Clone)]
pub struct DieselKeyStore {
    db: Db,
}

impl DieselKeyStore {
    /// The keys in `db`.
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = keys)]
#[diesel(treat_none_as_default_value = false)]
struct Row {
    kid: String,
    alg: String,
    generation: i32,
    public_jwk: String,
    private_key: Vec<u8>,
    created_at: At,
    activates_at: At,
    retires_at: Option<At>,
    expires_at: Option<At>,
}

impl From<&StoredKey> for Row {
    fn from(key: &StoredKey) -> Self {
        Self {
            kid: key.kid.as_str().to_owned(),
            alg: key.alg.as_str().to_owned(),
            generation: stored_count(key.generation),
            public_jwk: key.public_jwk.to_json(),
            private_key: key.private_key.as_bytes().to_vec(),
            created_at: At(key.created_at),
            activates_at: At(key.activates_at),
            retires_at: key.retires_at.map(At),
            expires_at: key.expires_at.map(At),
        }
    }
}

impl TryFrom<Row> for StoredKey {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let read = Reader::of("signing_keys", &row.kid);
        Ok(Self {
            alg: read.parsed("alg", SigningAlg::from_wire(&row.alg))?,
            generation: read.count("generation", row.generation)?,
            public_jwk: read.parsed("public_jwk", PublicJwk::from_json(&row.public_jwk).ok())?,
            private_key: Sealed::from_bytes(row.private_key),
            created_at: row.created_at.0,
            activates_at: row.activates_at.0,
            retires_at: row.retires_at.map(|at| at.0),
            expires_at: row.expires_at.map(|at| at.0),
            kid: KeyId::from_text(row.kid),
        })
    }
}

#[async_trait]
impl KeyStore for DieselKeyStore {
    async fn list(&self) -> std::result::Result<Vec<StoredKey>, StoreError> {
        self.db
            .read(|conn| {
                let rows: Vec<Row> = on!(conn, |c| keys::table
                    .order((keys::alg, keys::generation))
                    .limit(MOST_KEYS)
                    .select(Row::as_select())
                    .load(c))?;
                rows.into_iter().map(TryInto::try_into).collect()
            })
            .await
    }

    async fn install(&self, command: InstallKey) -> std::result::Result<bool, StoreError> {
        self.db
            .write_if(move |conn| {
                let row = Row::from(&command.key);
                require(on!(conn, |c| diesel::insert_into(keys::table)
                    .values(&row)
                    .on_conflict((keys::alg, keys::generation))
                    .do_nothing()
                    .execute(c))?)?;
                let elder = keys::alg.eq(&row.alg).and(keys::generation.lt(row.generation));
                on!(conn, |c| diesel::update(keys::table.filter(elder))
                    .filter(keys::retires_at.is_null())
                    .set((
                        keys::retires_at.eq(row.activates_at),
                        keys::expires_at.eq(At(command.elders_expire_at)),
                    ))
                    .execute(c))?;
                audit::record(conn, &command.audit)
            })
            .await
    }

    async fn sweep(&self, now: Timestamp) -> std::result::Result<u64, StoreError> {
        self.db
            .write_once(move |conn| {
                let expired = keys::table.filter(keys::expires_at.le(At(now)));
                Ok(on!(conn, |c| diesel::delete(expired).execute(c))? as u64)
            })
            .await
    }
}
