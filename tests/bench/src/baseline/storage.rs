//! One row read, one row written, by the same drivers, with the same promises and by the same way as HitKey's: as a
//! job on the blocking pool of a thread that serves several callers.

use super::{TIME, jobs};
use crate::arguments::Database;
use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use std::time::Duration;
use tempfile::TempDir;
use test_postgres::Cluster;

// Only linked: they bring SQLite and libpq.
use libsqlite3_sys as _;
use pq_sys as _;

const ROWS: u32 = 10_000;
/// As many connections as HitKey has.
const READERS: usize = 8;

diesel::table! {
    things (id) {
        id -> Binary,
        digest -> Binary,
        text -> Text,
        at -> BigInt,
    }
}

const SQLITE: &str = "
    PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
    CREATE TABLE IF NOT EXISTS things (id BLOB PRIMARY KEY, digest BLOB NOT NULL UNIQUE, text TEXT NOT NULL, at INTEGER NOT NULL)
        STRICT;";
const POSTGRES: &str = "
    CREATE TABLE IF NOT EXISTS things (id bytea PRIMARY KEY, digest bytea NOT NULL UNIQUE, text text NOT NULL, at bigint NOT NULL);";

/// A key that is spread as digests are.
fn key(number: u32) -> Vec<u8> {
    let mut key = number.wrapping_mul(0x9E37_79B9).to_be_bytes().to_vec();
    key.extend([7; 28]);
    key
}

macro_rules! workload_on {
    ($connection:ty, $transaction:ident) => {{
        fn insert(connection: &mut $connection, number: u32) -> QueryResult<usize> {
            let key = key(number);
            let values = (
                things::id.eq(key[..16].to_vec()),
                things::digest.eq(key),
                things::text.eq("openid profile email offline_access"),
                things::at.eq(i64::from(number)),
            );
            diesel::insert_into(things::table).values(values).execute(connection)
        }
        Workload {
            fill: |connection: &mut $connection| {
                connection
                    .transaction(|c| (0..ROWS).try_for_each(|number| insert(c, number).map(drop)))
                    .unwrap();
            },
            read: |connection: &mut $connection, number| {
                let row = things::table.filter(things::digest.eq(key(number % ROWS)));
                let _: (Vec<u8>, Vec<u8>, String, i64) = row.get_result(connection).unwrap();
            },
            write: |connection: &mut $connection, number| {
                connection.$transaction(|connection| insert(connection, ROWS + number)).unwrap();
            },
        }
    }};
}

/// What is done on a connection of one kind.
struct Workload<C> {
    fill: fn(&mut C),
    read: fn(&mut C, u32),
    write: fn(&mut C, u32),
}

impl<C: Send + 'static> Workload<C> {
    fn measure(&self, mut connect: impl FnMut() -> C, writers: usize) -> (Duration, Duration) {
        let mut writing: Vec<C> = (0..writers).map(|_| connect()).collect();
        (self.fill)(&mut writing[0]);
        let reading = (0..READERS).map(|_| connect()).collect();
        (jobs::cpu_of_each(reading, self.read, TIME), jobs::cpu_of_each(writing, self.write, TIME))
    }
}

/// CPU of one point read and of one transaction that writes one row. What a Postgres server uses is not counted.
pub(crate) fn measure(database: Database) -> (Duration, Duration) {
    match database {
        Database::Sqlite => {
            let directory = TempDir::new().unwrap();
            let file = directory.path().join("baseline.db");
            let connect = || {
                let mut connection = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
                connection.batch_execute(SQLITE).unwrap();
                connection
            };
            workload_on!(SqliteConnection, immediate_transaction).measure(connect, 1)
        }
        Database::Postgres => {
            let cluster = Cluster::start(&[]);
            let url = cluster.create_database("baseline");
            let connect = || {
                let mut connection = PgConnection::establish(&url).unwrap();
                connection.batch_execute(POSTGRES).unwrap();
                connection
            };
            workload_on!(PgConnection, transaction).measure(connect, READERS)
        }
    }
}
