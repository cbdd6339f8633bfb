use super::{account_row, pardons};
use crate::Db;
use crate::conn::{Conn, on};
use crate::error::{Error, Result};
use crate::kept::Kept;
use crate::rows::{Reader, stored_count};
use crate::schema::attempt_counters as counters;
use crate::types::At;
use async_trait::async_trait;
use diesel::prelude::*;
use diesel::upsert::excluded;
use hitkey_identity::ports::{Claim, ThrottleStore};
use hitkey_identity::{Account, Attempt, AttemptRecord, Pardon, ThrottleClaim, ThrottleKey};
use hitkey_kernel::{EmailAddress, StoreError, Timestamp};
use quick_cache::sync::Cache;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Attempt counters as a table.
#[derive(Debug, Clone)]
pub struct DieselThrottleStore {
    db: Db,
    /// Whom we refused lately: somebody who hammers on is answered without a write.
    refused: Arc<Cache<ThrottleKey, ()>>,
}

/// How many of those who were refused are remembered.
const REFUSED: usize = 4_096;

impl DieselThrottleStore {
    /// The counters in `db`.
    pub fn new(db: Db) -> Self {
        Self { db, refused: Arc::new(Cache::new(REFUSED)) }
    }
}

/// A row of `attempt_counters`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = counters)]
#[diesel(treat_none_as_default_value = false)]
pub(super) struct CounterRow {
    key: Vec<u8>,
    failures: i32,
    last_at: At,
    blocked_until: At,
}

impl CounterRow {
    fn of(key: &ThrottleKey, record: &AttemptRecord) -> Self {
        Self {
            key: key.as_bytes().to_vec(),
            failures: stored_count(record.failures),
            last_at: At(record.last_at),
            blocked_until: At(record.blocked_until),
        }
    }

    /// A seat to be locked: it counts nothing.
    fn seat(key: &ThrottleKey, now: Timestamp) -> Self {
        Self::of(key, &AttemptRecord { failures: 0, last_at: now, blocked_until: now })
    }

    fn key(&self) -> Result<ThrottleKey> {
        let read = Reader::of("attempt_counters", &self.key);
        Ok(ThrottleKey::from_bytes(read.digest("key", &self.key)?))
    }

    fn record(&self) -> Result<AttemptRecord> {
        Ok(AttemptRecord {
            failures: Reader::of("attempt_counters", &self.key).count("failures", self.failures)?,
            last_at: self.last_at.0,
            blocked_until: self.blocked_until.0,
        })
    }

    /// Whether it counts for this key.
    pub(super) fn is_of(&self, key: &ThrottleKey) -> bool {
        self.key == key.as_bytes()
    }

    /// The row after one attempt turned out well.
    pub(super) fn taken_back(&self) -> Result<Self> {
        Ok(Self::of(&self.key()?, &self.record()?.taken_back()))
    }

    /// The row after all attempts were forgiven. It stays until it is swept: the next attempt need not make it anew.
    pub(super) fn forgotten(&self) -> Result<Self> {
        Ok(Self::of(&self.key()?, &self.record()?.forgotten()))
    }
}

/// The counters of `keys` that exist, locked in the order of their keys, so that nobody deadlocks. On SQLite the
/// transaction is the lock.
pub(super) fn locked_counters(conn: &mut Conn, keys: &[Vec<u8>]) -> Result<Vec<CounterRow>> {
    macro_rules! query {
        () => {
            counters::table
                .filter(counters::key.eq_any(keys))
                .order(counters::key)
                .select(CounterRow::as_select())
        };
    }
    Ok(match conn {
        Conn::Pg(c) => Kept(query!().for_update()).load(c),
        Conn::Sqlite(c) => Kept(query!()).load(c),
    }?)
}

/// Stores counters, new or not.
pub(super) fn put_counters(conn: &mut Conn, rows: &[CounterRow]) -> Result<()> {
    macro_rules! put {
        ($rows:expr, $c:expr) => {
            Kept(
                diesel::insert_into(counters::table)
                    .values($rows)
                    .on_conflict(counters::key)
                    .do_update()
                    .set((
                        counters::failures.eq(excluded(counters::failures)),
                        counters::last_at.eq(excluded(counters::last_at)),
                        counters::blocked_until.eq(excluded(counters::blocked_until)),
                    ))
                    .returning(counters::key),
            )
            .load::<Vec<u8>>($c)?
        };
    }
    match conn {
        _ if rows.is_empty() => {}
        Conn::Pg(c) => drop(put!(rows, c)),
        Conn::Sqlite(c) => {
            for row in rows {
                put!(row, c);
            }
        }
    }
    Ok(())
}

/// What cannot be locked because it is not there can be counted twice at once: make it, then lock it.
fn take_seats(conn: &mut Conn, claims: &[ThrottleClaim], now: Timestamp) -> Result<()> {
    if let Conn::Pg(c) = conn {
        let mut seats: Vec<_> = claims.iter().map(|claim| CounterRow::seat(&claim.key, now)).collect();
        seats.sort_by(|a, b| a.key.cmp(&b.key));
        let add = diesel::insert_into(counters::table).values(&seats);
        Kept(add.on_conflict(counters::key).do_nothing().returning(counters::key)).load::<Vec<u8>>(c)?;
    }
    Ok(())
}

type Records = BTreeMap<ThrottleKey, AttemptRecord>;

fn records(rows: &[CounterRow]) -> Result<Records> {
    rows.iter().map(|row| Ok((row.key()?, row.record()?))).collect()
}

fn claim(conn: &mut Conn, claims: &[ThrottleClaim], now: Timestamp) -> Result<Claim<()>> {
    let keys: Vec<_> = claims.iter().map(|claim| claim.key.as_bytes().to_vec()).collect();
    take_seats(conn, claims, now)?;
    let rows = locked_counters(conn, &keys)?;
    if matches!(conn, Conn::Pg(_)) && rows.len() < claims.len() {
        return Err(Error::Conflict("a counter was swept while it was claimed".into()));
    }
    let (outcome, counted) = judge(claims, &records(&rows)?, now);
    if outcome == Claim::Allowed(()) {
        put_counters(conn, &counted)?;
    }
    Ok(outcome)
}

/// Whether all may be attempted, and then the rows with the attempts counted.
fn judge(claims: &[ThrottleClaim], records: &Records, now: Timestamp) -> (Claim<()>, Vec<CounterRow>) {
    let mut counted = Vec::with_capacity(claims.len());
    for ThrottleClaim { key, policy } in claims {
        match policy.claim(records.get(key).copied(), now) {
            Attempt::Allowed(record) => counted.push(CounterRow::of(key, &record)),
            Attempt::Blocked { until } => return (Claim::Blocked { by: *key, until }, Vec::new()),
        }
    }
    counted.sort_by(|a, b| a.key.cmp(&b.key));
    (Claim::Allowed(()), counted)
}

/// The first claim that is refused by what is stored now, without locking anything.
fn refused(conn: &mut Conn, claims: &[ThrottleClaim], now: Timestamp) -> Result<Option<Claim<()>>> {
    let keys: Vec<_> = claims.iter().map(|claim| claim.key.as_bytes().to_vec()).collect();
    let rows: Vec<CounterRow> = on!(conn, |c| Kept(
        counters::table.filter(counters::key.eq_any(&keys)).select(CounterRow::as_select())
    )
    .load(c))?;
    let (outcome, _) = judge(claims, &records(&rows)?, now);
    Ok(Some(outcome).filter(|outcome| *outcome != Claim::Allowed(())))
}

impl DieselThrottleStore {
    /// Counts attempts and, when they are allowed, finds what they are for.
    ///
    /// What is counted need not reach the disk at once: whoever makes the machine lose its power gains one more guess.
    async fn claim_for<T: Send + 'static>(
        &self,
        claims: Vec<ThrottleClaim>,
        now: Timestamp,
        find: impl Fn(&mut Conn) -> Result<T> + Send + 'static,
    ) -> std::result::Result<Claim<T>, StoreError> {
        if let Some(Claim::Blocked { by, until }) = self.still_refused(&claims, now).await? {
            return Ok(Claim::Blocked { by, until });
        }
        let job = move |conn: &mut Conn| match claim(conn, &claims, now)? {
            Claim::Allowed(()) => Ok(Claim::Allowed(find(conn)?)),
            Claim::Blocked { by, until } => Ok(Claim::Blocked { by, until }),
        };
        let outcome = self.db.write_unsynced(job).await?;
        if let Claim::Blocked { by, .. } = outcome {
            self.refused.insert(by, ());
        }
        Ok(outcome)
    }

    async fn still_refused(
        &self,
        claims: &[ThrottleClaim],
        now: Timestamp,
    ) -> std::result::Result<Option<Claim<()>>, StoreError> {
        if !claims.iter().any(|claim| self.refused.get(&claim.key).is_some()) {
            return Ok(None);
        }
        let asked = claims.to_vec();
        let refusal = self.db.read(move |conn| refused(conn, &asked, now)).await?;
        if refusal.is_none() {
            for claim in claims {
                self.refused.remove(&claim.key);
            }
        }
        Ok(refusal)
    }
}

#[async_trait]
impl ThrottleStore for DieselThrottleStore {
    async fn claim(
        &self,
        claims: Vec<ThrottleClaim>,
        now: Timestamp,
    ) -> std::result::Result<Claim<()>, StoreError> {
        if claims.is_empty() {
            return Ok(Claim::Allowed(()));
        }
        self.claim_for(claims, now, |_| Ok(())).await
    }

    async fn claim_sign_in(
        &self,
        claims: Vec<ThrottleClaim>,
        email: &EmailAddress,
        now: Timestamp,
    ) -> std::result::Result<Claim<Option<Account>>, StoreError> {
        let email = email.clone();
        self.claim_for(claims, now, move |conn| account_row::by_email(conn, &email)).await
    }

    async fn pardon(&self, pardons: Vec<Pardon>) -> std::result::Result<(), StoreError> {
        self.db.write(move |conn| pardons::apply(conn, &pardons)).await
    }
}
