use crate::conn::Conn;
use crate::error::{Error, Result};
use crate::{Db, conn::on};
use diesel::connection::SimpleConnection as _;
use diesel::migration::{Migration, MigrationSource as _};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use hitkey_kernel::{BoxError, StoreError};

const POSTGRES: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");
const SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");

/// On SQLite, milliseconds that a process waits for another one's migrations: longer than any command may wait, because on
/// a busy machine they take their time.
const PATIENCE: &str = "PRAGMA busy_timeout = 60000";
/// Processes that start together take turns ("hitkey" in ASCII).
const LOCK: &str = "SELECT pg_advisory_lock(114839127452025)";
const UNLOCK: &str = "SELECT pg_advisory_unlock(114839127452025)";

diesel::table! {
    /// Where Diesel notes what it applied.
    __diesel_schema_migrations (version) {
        version -> Text,
    }
}
use __diesel_schema_migrations::dsl as applied;

impl Db {
    /// Brings the schema up to date and tells how many migrations that took. Of several processes that call it
    /// together, one does the work and the others wait.
    ///
    /// # Errors
    /// [`StoreError`] when a migration fails; what it had done is undone.
    pub async fn migrate(&self) -> std::result::Result<usize, StoreError> {
        self.aside(|conn| locked(conn, up)).await
    }

    /// Takes the schema back to nothing: every table and all that is in them is gone.
    ///
    /// # Errors
    /// [`StoreError`] when a migration fails; what it had done is undone.
    pub async fn revert_all(&self) -> std::result::Result<usize, StoreError> {
        self.aside(|conn| locked(conn, down)).await
    }

    /// Whether the schema lacks a migration that this program needs.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer, or was never migrated.
    pub async fn migrations_pending(&self) -> std::result::Result<bool, StoreError> {
        self.read(|conn| {
            let versions = applied::__diesel_schema_migrations.select(applied::version);
            let found: Vec<String> = on!(conn, |c| versions.load(c))?;
            Ok(needed()?.iter().any(|version| !found.contains(version)))
        })
        .await
    }
}

/// The versions that this program brings; they are the same for both databases.
fn needed() -> Result<Vec<String>> {
    let migrations: Vec<Box<dyn Migration<Pg>>> = POSTGRES.migrations().map_err(Error::Migration)?;
    Ok(migrations.iter().map(|migration| migration.name().version().to_string()).collect())
}

/// Keeps other processes out: by an advisory lock on Postgres, by one write transaction around all on SQLite.
fn locked(conn: &mut Conn, job: fn(&mut Conn) -> Result<usize>) -> Result<usize> {
    if let Conn::Sqlite(c) = conn {
        c.batch_execute(PATIENCE)?;
        return conn.transaction(job);
    }
    on!(conn, |c| c.batch_execute(LOCK))?;
    let done = job(conn);
    on!(conn, |c| c.batch_execute(UNLOCK))?;
    done
}

fn up(conn: &mut Conn) -> Result<usize> {
    let done = match conn {
        Conn::Pg(c) => count(c.run_pending_migrations(POSTGRES)),
        Conn::Sqlite(c) => count(c.run_pending_migrations(SQLITE)),
    };
    done.map_err(Error::Migration)
}

fn down(conn: &mut Conn) -> Result<usize> {
    let done = match conn {
        Conn::Pg(c) => count(c.revert_all_migrations(POSTGRES)),
        Conn::Sqlite(c) => count(c.revert_all_migrations(SQLITE)),
    };
    done.map_err(Error::Migration)
}

fn count<T>(done: std::result::Result<Vec<T>, BoxError>) -> std::result::Result<usize, BoxError> {
    done.map(|versions| versions.len())
}
