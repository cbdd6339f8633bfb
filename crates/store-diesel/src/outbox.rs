use crate::Db;
use crate::conn::{Conn, on};
use crate::error::{Error, Result};
use crate::load::OutboxDepth;
use crate::rows::{Reader, stored_count};
use crate::schema::outbox;
use crate::types::{At, Id};
use async_trait::async_trait;
use diesel::prelude::*;
use hitkey_kernel::{OutboxEntry, OutboxId, Sealed, StoreError, Timestamp, Topics};
use hitkey_mail::ports::{Claim, ClaimedEntry, Outbox};
use std::time::Duration;

/// The outbox as a table.
#[derive(Debug, Clone)]
pub struct DieselOutbox {
    db: Db,
}

impl DieselOutbox {
    /// The outbox of `db`.
    pub fn new(db: Db) -> Self {
        Self { db }
    }

    /// How much it holds. Counts by its two indexes.
    ///
    /// # Errors
    /// [`StoreError`] when the store could not do it.
    pub async fn depth(&self) -> std::result::Result<OutboxDepth, StoreError> {
        self.db
            .read(|conn| {
                let waiting =
                    on!(conn, |c| outbox::table.filter(outbox::dead_at.is_null()).count().get_result(c))?;
                let dead =
                    on!(conn, |c| outbox::table.filter(outbox::dead_at.is_not_null()).count().get_result(c))?;
                Ok(OutboxDepth { waiting, dead })
            })
            .await
    }
}

#[derive(Insertable)]
#[diesel(table_name = outbox)]
struct NewRow<'a> {
    id: Id<OutboxId>,
    topic: &'a str,
    payload: &'a [u8],
    created_at: At,
    due_at: At,
    attempts: i32,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = outbox)]
struct Row {
    id: Id<OutboxId>,
    topic: String,
    payload: Vec<u8>,
    created_at: At,
    attempts: i32,
}

impl TryFrom<Row> for ClaimedEntry {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let attempt = Reader::of("outbox", &row.id.0).count("attempts", row.attempts)?;
        let entry = OutboxEntry {
            id: row.id.0,
            topic: row.topic,
            payload: Sealed::from_bytes(row.payload),
            created_at: row.created_at.0,
        };
        Ok(Self { entry, attempt })
    }
}

/// Adds `entry` as part of the transaction that `conn` is in.
pub(crate) fn enqueue(conn: &mut Conn, entry: &OutboxEntry) -> Result<()> {
    let row = NewRow {
        id: Id(entry.id),
        topic: &entry.topic,
        payload: entry.payload.as_bytes(),
        created_at: At(entry.created_at),
        due_at: At(entry.created_at),
        attempts: 0,
    };
    on!(conn, |c| diesel::insert_into(outbox::table).values(&row).execute(c))?;
    Ok(())
}

/// What to claim.
#[derive(Clone, Copy)]
struct Wanted {
    topics: Topics,
    limit: u32,
    now: Timestamp,
}

/// Whether anything is due, without a lock.
fn is_any_due(conn: &mut Conn, Wanted { topics, now, .. }: Wanted) -> Result<bool> {
    let due = outbox::table
        .filter(outbox::dead_at.is_null().and(outbox::due_at.le(At(now))))
        .filter(outbox::topic.like(format!("{}%", topics.prefix())));
    Ok(on!(conn, |c| diesel::select(diesel::dsl::exists(due)).get_result(c))?)
}

/// The ids that are due. On Postgres they are locked, and those that somebody else is claiming are passed over;
/// on SQLite the write transaction keeps everybody else out.
fn due(conn: &mut Conn, Wanted { topics, limit, now }: Wanted) -> Result<Vec<Id<OutboxId>>> {
    let query = outbox::table
        .filter(outbox::dead_at.is_null().and(outbox::due_at.le(At(now))))
        .filter(outbox::topic.like(format!("{}%", topics.prefix())))
        .order((outbox::due_at, outbox::id))
        .limit(i64::from(limit))
        .select(outbox::id);
    Ok(match conn {
        Conn::Pg(c) => query.for_update().skip_locked().load(c),
        Conn::Sqlite(c) => query.load(c),
    }?)
}

/// The row that `claim` still holds, if it does.
#[diesel::dsl::auto_type(no_type_alias)]
fn held(claim: Claim) -> _ {
    let attempts: i32 = stored_count(claim.attempt);
    let id: Id<OutboxId> = Id(claim.id);
    outbox::table.filter(outbox::id.eq(id).and(outbox::attempts.eq(attempts)).and(outbox::dead_at.is_null()))
}

fn claim(conn: &mut Conn, wanted: Wanted, lease: Duration) -> Result<Vec<ClaimedEntry>> {
    let ids = due(conn, wanted)?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Row> = on!(conn, |c| diesel::update(outbox::table.filter(outbox::id.eq_any(&ids)))
        .set((outbox::due_at.eq(At(wanted.now + lease)), outbox::attempts.eq(outbox::attempts + 1)))
        .returning(Row::as_returning())
        .get_results(c))?;
    rows.into_iter().map(TryInto::try_into).collect()
}

#[async_trait]
impl Outbox for DieselOutbox {
    async fn enqueue(&self, entry: OutboxEntry) -> std::result::Result<(), StoreError> {
        self.db.write_once(move |conn| enqueue(conn, &entry)).await
    }

    async fn claim_due(
        &self,
        topics: Topics,
        limit: u32,
        now: Timestamp,
        lease: Duration,
    ) -> std::result::Result<Vec<ClaimedEntry>, StoreError> {
        let wanted = Wanted { topics, limit, now };
        if !self.db.read(move |conn| is_any_due(conn, wanted)).await? {
            return Ok(Vec::new());
        }
        self.db.write(move |conn| claim(conn, wanted, lease)).await
    }

    async fn done(&self, id: OutboxId) -> std::result::Result<(), StoreError> {
        self.db
            .write_once(move |conn| {
                on!(conn, |c| diesel::delete(outbox::table.find(Id(id))).execute(c))?;
                Ok(())
            })
            .await
    }

    async fn retry(&self, claim: Claim, at: Timestamp, error: &str) -> std::result::Result<(), StoreError> {
        let change = (outbox::due_at.eq(At(at)), outbox::last_error.eq(error.to_owned()));
        self.db
            .write_once(move |conn| {
                on!(conn, |c| diesel::update(held(claim)).set(change.clone()).execute(c))?;
                Ok(())
            })
            .await
    }

    async fn bury(&self, claim: Claim, now: Timestamp, error: &str) -> std::result::Result<(), StoreError> {
        let change = (outbox::dead_at.eq(At(now)), outbox::last_error.eq(error.to_owned()));
        self.db
            .write_once(move |conn| {
                on!(conn, |c| diesel::update(held(claim)).set(change.clone()).execute(c))?;
                Ok(())
            })
            .await
    }
}
