use crate::conn::{Conn, on};
use crate::error::{Error, Result};
use crate::settings::{Synchronous, Target};
use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What a connection is for. Postgres makes no difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    Read,
    Write,
}

/// Opens connections and judges them for the pool.
#[derive(Debug, Clone)]
pub(crate) struct Manager {
    target: Target,
    synchronous: Synchronous,
    purpose: Use,
    /// Goes up when a connection was found dead: those opened before are not trusted any more.
    epoch: Arc<AtomicU64>,
}

/// A pooled connection.
pub(crate) struct Slot {
    pub(crate) conn: Conn,
    epoch: u64,
    /// When its commits are acknowledged now. Postgres makes no difference.
    synchronous: Synchronous,
}

impl Slot {
    /// Lets the commits that follow be acknowledged so. Not within a transaction.
    pub(crate) fn acknowledge(&mut self, synchronous: Synchronous) -> Result<()> {
        if let Conn::Sqlite(c) = &mut self.conn
            && self.synchronous != synchronous
        {
            c.batch_execute(pragma(synchronous))?;
            self.synchronous = synchronous;
        }
        Ok(())
    }
}

fn pragma(synchronous: Synchronous) -> &'static str {
    match synchronous {
        Synchronous::Full => "PRAGMA synchronous = FULL",
        Synchronous::Normal => "PRAGMA synchronous = NORMAL",
    }
}

/// Nobody waits longer than this for a lock or an answer; the numbers are milliseconds.
const POSTGRES_SESSION: &str = "SET statement_timeout = 30000; SET lock_timeout = 5000; \
     SET idle_in_transaction_session_timeout = 30000";

const SQLITE_SESSION: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; \
     PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 67108864;";

impl Manager {
    pub(crate) fn new(target: Target, synchronous: Synchronous, purpose: Use) -> Self {
        Self { target, synchronous, purpose, epoch: Arc::default() }
    }

    /// The same database for another use.
    pub(crate) fn with_use(&self, purpose: Use) -> Self {
        Self { purpose, ..self.clone() }
    }

    /// What the settings say.
    pub(crate) fn synchronous(&self) -> Synchronous {
        self.synchronous
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        matches!(self.target, Target::Sqlite(_))
    }

    /// A connection outside the pool and without time limits, for long work.
    pub(crate) fn connect_patiently(&self) -> Result<Conn> {
        match &self.target {
            Target::Postgres(url) => Ok(Conn::Pg(PgConnection::establish(url)?)),
            Target::Sqlite(path) => self.open_sqlite(path),
        }
    }

    /// Distrusts every connection that was opened before now.
    pub(crate) fn distrust(&self, slot: &Slot) {
        let _ = self.epoch.compare_exchange(slot.epoch, slot.epoch + 1, Ordering::AcqRel, Ordering::Relaxed);
    }

    pub(crate) fn is_trusted(&self, slot: &Slot) -> bool {
        slot.epoch == self.epoch.load(Ordering::Acquire)
    }

    fn open_sqlite(&self, path: &Path) -> Result<Conn> {
        let name = path.to_str().ok_or_else(|| Error::Unavailable("the path is not UTF-8".into()))?;
        create_private(path)?;
        let mut c = SqliteConnection::establish(name)?;
        c.batch_execute(SQLITE_SESSION)?;
        c.batch_execute(pragma(self.synchronous))?;
        if self.purpose == Use::Read {
            c.batch_execute("PRAGMA query_only = ON")?;
        }
        Ok(Conn::Sqlite(c))
    }
}

impl r2d2::ManageConnection for Manager {
    type Connection = Slot;
    type Error = Error;

    fn connect(&self) -> Result<Slot> {
        let epoch = self.epoch.load(Ordering::Acquire);
        let mut conn = self.connect_patiently()?;
        if let Conn::Pg(c) = &mut conn {
            c.batch_execute(POSTGRES_SESSION)?;
        }
        Ok(Slot { conn, epoch, synchronous: self.synchronous })
    }

    fn is_valid(&self, slot: &mut Slot) -> Result<()> {
        on!(&mut slot.conn, |c| c.batch_execute("SELECT 1"))?;
        Ok(())
    }

    fn has_broken(&self, slot: &mut Slot) -> bool {
        std::thread::panicking() || !self.is_trusted(slot) || slot.conn.is_broken()
    }
}

/// Makes the file for its owner only; SQLite gives its side files the same mode.
#[cfg(unix)]
fn create_private(path: &Path) -> Result<()> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = std::fs::OpenOptions::new();
    match options.write(true).create_new(true).mode(0o600).open(path) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            Err(Error::Unavailable(format!("{} can't be created: {error}", path.display())))
        }
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
fn create_private(_: &Path) -> Result<()> {
    Ok(())
}
