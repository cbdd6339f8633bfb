//! One row read, one row written, by the same drivers and with the same promises as HitKey's.

use super::cpu_of;
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

diesel::table! {
    things (id) {
        id -> Binary,
        digest -> Binary,
        text -> Text,
        at -> BigInt,
    }
}

const SQLITE: &str = "
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
    CREATE TABLE things (id BLOB PRIMARY KEY, digest BLOB NOT NULL UNIQUE, text TEXT NOT NULL, at INTEGER NOT NULL)
        STRICT;";
const POSTGRES: &str = "
    CREATE TABLE things (id bytea PRIMARY KEY, digest bytea NOT NULL UNIQUE, text text NOT NULL, at bigint NOT NULL);";

/// A key that is spread as digests are.
fn key(number: u32) -> Vec<u8> {
    let mut key = number.wrapping_mul(0x9E37_79B9).to_be_bytes().to_vec();
    key.extend([7; 28]);
    key
}

macro_rules! measure_on {
    ($connection:expr, $transaction:ident) => {{
        let connection = &mut $connection;
        let insert = |number: u32| {
            let key = key(number);
            let values = (
                things::id.eq(key[..16].to_vec()),
                things::digest.eq(key),
                things::text.eq("openid profile email offline_access"),
                things::at.eq(i64::from(number)),
            );
            diesel::insert_into(things::table).values(values)
        };
        connection
            .transaction(|connection| (0..ROWS).try_for_each(|n| insert(n).execute(connection).map(drop)))
            .unwrap();
        let mut next = 0_u32;
        let read = cpu_of(|| {
            next = (next + 1) % ROWS;
            let row = things::table.filter(things::digest.eq(key(next)));
            let _: (Vec<u8>, Vec<u8>, String, i64) = row.first(connection).unwrap();
        });
        let mut next = ROWS;
        let commit = cpu_of(|| {
            next += 1;
            connection.$transaction(|connection| insert(next).execute(connection)).unwrap();
        });
        (read, commit)
    }};
}

/// CPU of one point read and of one transaction that writes one row. What a Postgres server uses is not counted.
pub(crate) fn measure(database: Database) -> (Duration, Duration) {
    match database {
        Database::Sqlite => {
            let directory = TempDir::new().unwrap();
            let file = directory.path().join("baseline.db");
            let mut connection = SqliteConnection::establish(file.to_str().unwrap()).unwrap();
            connection.batch_execute(SQLITE).unwrap();
            measure_on!(connection, immediate_transaction)
        }
        Database::Postgres => {
            let cluster = Cluster::start(&[]);
            let mut connection = PgConnection::establish(&cluster.create_database("baseline")).unwrap();
            connection.batch_execute(POSTGRES).unwrap();
            measure_on!(connection, transaction)
        }
    }
}
