use crate::error::Result;
use diesel::connection::{AnsiTransactionManager, TransactionManager as _};
use diesel::r2d2::R2D2Connection as _;
use diesel::{PgConnection, SqliteConnection};
use std::num::NonZeroU32;

/// A connection to whichever database is configured.
pub(crate) enum Conn {
    /// Postgres.
    Pg(PgConnection),
    /// SQLite.
    Sqlite(SqliteConnection),
}

/// Runs one Diesel expression on whichever database `conn` speaks to: it is written once and checked against
/// both concrete connections, with all that each can do.
///
/// Look one row up with `get_result`, not with `first`: that adds a `LIMIT ?`, and since its version 3.47 SQLite
/// compiles a statement anew whenever a limit is bound, which costs three times as much as the lookup.
macro_rules! on {
    ($conn:expr, |$c:ident| $body:expr) => {
        match $conn {
            $crate::conn::Conn::Pg($c) => $body,
            $crate::conn::Conn::Sqlite($c) => $body,
        }
    };
}
pub(crate) use on;

impl Conn {
    /// Runs `job` in a write transaction: all of it happens, or nothing.
    ///
    /// On SQLite the write lock is taken at once (`BEGIN IMMEDIATE`): a transaction that first reads and then
    /// writes could not wait for it any more. Within a transaction it is a savepoint.
    pub(crate) fn transaction<T>(&mut self, job: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.begin().map_err(crate::error::Error::before_work)?;
        match job(self) {
            Ok(value) => {
                on!(self, |c| AnsiTransactionManager::commit_transaction(c))?;
                Ok(value)
            }
            Err(error) => {
                // A connection that can't even roll back is found broken when it returns to the pool.
                let _ = on!(self, |c| AnsiTransactionManager::rollback_transaction(c));
                Err(error)
            }
        }
    }

    fn begin(&mut self) -> Result<()> {
        match self {
            Self::Pg(c) => AnsiTransactionManager::begin_transaction(c)?,
            Self::Sqlite(c) => match transaction_depth(c)? {
                None => AnsiTransactionManager::begin_transaction_sql(c, "BEGIN IMMEDIATE")?,
                Some(_) => AnsiTransactionManager::begin_transaction(c)?,
            },
        }
        Ok(())
    }

    pub(crate) fn is_broken(&mut self) -> bool {
        on!(self, |c| c.is_broken())
    }
}

fn transaction_depth(c: &mut SqliteConnection) -> Result<Option<NonZeroU32>> {
    Ok(AnsiTransactionManager::transaction_manager_status_mut(c).transaction_depth()?)
}
