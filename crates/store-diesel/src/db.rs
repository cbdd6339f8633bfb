mod threads;
mod writer;

use crate::conn::Conn;
use crate::error::{Error, Result};
use crate::load::PoolLoad;
use crate::manager::{Manager, Use};
use crate::settings::{StoreSettings, Synchronous, UrlError};
use hitkey_kernel::StoreError;
use std::sync::Arc;
use std::time::Duration;
use threads::Threads;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use writer::Writer;

/// How long a call may wait for a connection before it is told that the store is overloaded.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often work is tried again after a conflict with a simultaneous transaction.
const RETRIES: u32 = 3;

/// A database: cheap to clone, shared by every adapter.
///
/// Each call takes a permit before its turn on one of our threads. The work owns its data and runs to its
/// end even if the caller goes away.
#[derive(Clone)]
pub struct Db(Arc<Lanes>);

struct Lanes {
    read: Lane,
    threads: Threads,
    write: Writing,
    manager: Manager,
}

/// SQLite has one writer and many readers; Postgres has one kind of connection for both.
enum Writing {
    AsReading,
    OneByOne(Writer),
}

/// The database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The URL is not one we understand.
    #[error(transparent)]
    Url(#[from] UrlError),
    /// There is no database there.
    #[error("the database can't be opened")]
    Unreachable(#[source] StoreError),
}

impl Db {
    /// Opens the database that `settings` name and connects to it once. Blocks; does not migrate.
    ///
    /// A SQLite file is created if it is missing, readable by its owner only.
    ///
    /// # Errors
    /// [`OpenError`] when the URL is wrong or the database does not answer within five seconds.
    pub fn open(settings: &StoreSettings) -> std::result::Result<Self, OpenError> {
        let manager = Manager::new(settings.target()?, settings.sqlite_synchronous, Use::Write);
        let lanes = Lanes::open(manager, settings.pool_size.max(1));
        Ok(Self(Arc::new(lanes.map_err(|error| OpenError::Unreachable(error.into()))?)))
    }

    /// How many connections work at this moment.
    pub fn load(&self) -> Vec<PoolLoad> {
        let Lanes { read, write, .. } = &*self.0;
        match write {
            Writing::OneByOne(writer) => vec![read.load("read"), writer.load()],
            Writing::AsReading => vec![read.load("all")],
        }
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// [`StoreError`] when it does not.
    pub async fn ping(&self) -> std::result::Result<(), StoreError> {
        self.read(|conn| {
            use diesel::connection::SimpleConnection as _;
            Ok(crate::conn::on!(conn, |c| c.batch_execute("SELECT 1"))?)
        })
        .await
    }

    /// Runs a job that only reads. It is run again when the connection turns out to be dead.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        job: impl Fn(&mut Conn) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, StoreError> {
        self.0.run(move |conn| job(conn).map_err(Error::before_work)).await
    }

    /// Runs a job in one write transaction. It is run again after a conflict, so it must not move out of
    /// what it owns.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        job: impl Fn(&mut Conn) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, StoreError> {
        self.0.write(move |conn| conn.transaction(&job)).await
    }

    /// [`write`](Self::write), but SQLite need not wait for the disk: what was done outlives the process, and if the
    /// machine loses its power it may be lost.
    pub(crate) async fn write_unsynced<T: Send + 'static>(
        &self,
        job: impl Fn(&mut Conn) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, StoreError> {
        let job = move |conn: &mut Conn| conn.transaction(&job);
        match &self.0.write {
            Writing::AsReading => self.0.run(job).await,
            Writing::OneByOne(writer) => writer.run(job, Synchronous::Normal).await,
        }
    }

    /// Runs a job in one write transaction. `false`, and nothing done, when it ends with [`Error::Refused`].
    pub(crate) async fn write_if(
        &self,
        job: impl Fn(&mut Conn) -> Result<()> + Send + 'static,
    ) -> std::result::Result<bool, StoreError> {
        let job = move |conn: &mut Conn| match conn.transaction(&job) {
            Ok(()) => Ok(true),
            Err(Error::Refused) => Ok(false),
            Err(error) => Err(error),
        };
        self.0.write(job).await
    }

    /// Runs a job of one single writing statement, which is atomic by itself: saves two round trips.
    pub(crate) async fn write_once<T: Send + 'static>(
        &self,
        job: impl Fn(&mut Conn) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, StoreError> {
        self.0.write(job).await
    }

    /// Runs a long job on a connection of its own.
    pub(crate) async fn aside<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Conn) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, StoreError> {
        let manager = self.0.manager.clone();
        let done = tokio::task::spawn_blocking(move || job(&mut manager.connect_patiently()?)).await;
        Ok(done.map_err(StoreError::failed)??)
    }
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.0.manager.is_sqlite() { "Db(SQLite)" } else { "Db(Postgres)" })
    }
}

impl Lanes {
    fn open(manager: Manager, size: u32) -> Result<Self> {
        if manager.is_sqlite() {
            drop(manager.connect_patiently()?); // what can't be opened now never can: don't wait for it
            let write = Lane::open(manager.clone(), 1)?; // first: it creates the file and switches it to WAL
            let read = Lane::open(manager.with_use(Use::Read), size)?;
            // What is in memory needs a core and nothing else.
            let cores = std::thread::available_parallelism().map_or(1, usize::from);
            let threads = Threads::start(size as usize, cores)?;
            return Ok(Self { read, threads, write: Writing::OneByOne(Writer::start(write)?), manager });
        }
        let threads = Threads::start(size as usize, size as usize)?;
        Ok(Self { read: Lane::open(manager.clone(), size)?, threads, write: Writing::AsReading, manager })
    }

    async fn run<T: Send + 'static>(
        &self,
        job: impl Fn(&mut Conn) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, StoreError> {
        let permit = self.read.permit().await?;
        let lane = self.read.clone();
        let done = self.threads.run(move || {
            let result = lane.persist(lane.manager.synchronous(), job);
            drop(permit);
            result
        });
        Ok(done.await.ok_or_else(|| StoreError::failed("a job panicked"))??)
    }

    async fn write<T: Send + 'static>(
        &self,
        job: impl Fn(&mut Conn) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, StoreError> {
        match &self.write {
            Writing::AsReading => self.run(job).await,
            Writing::OneByOne(writer) => writer.run(job, self.manager.synchronous()).await,
        }
    }
}

/// A pool of connections and as many permits.
#[derive(Clone)]
struct Lane {
    pool: r2d2::Pool<Manager>,
    permits: Arc<Semaphore>,
    manager: Manager,
}

impl Lane {
    fn open(manager: Manager, size: u32) -> Result<Self> {
        let builder = r2d2::Pool::builder()
            .max_size(size)
            .min_idle(Some(1))
            .connection_timeout(PATIENCE)
            .test_on_check_out(false); // saves a round trip: dead connections are found by their use
        let builder = match manager.is_sqlite() {
            true => builder.idle_timeout(None).max_lifetime(None),
            false => builder,
        };
        let pool = builder.build(manager.clone())?;
        Ok(Self { pool, permits: Arc::new(Semaphore::new(size as usize)), manager })
    }

    fn load(&self, pool: &'static str) -> PoolLoad {
        let most = self.pool.max_size() as usize;
        PoolLoad { pool, in_use: most.saturating_sub(self.permits.available_permits()), most }
    }

    async fn permit(&self) -> std::result::Result<OwnedSemaphorePermit, StoreError> {
        if let Ok(permit) = Arc::clone(&self.permits).try_acquire_owned() {
            return Ok(permit);
        }
        let waited = tokio::time::timeout(PATIENCE, Arc::clone(&self.permits).acquire_owned()).await;
        waited.map_err(StoreError::unavailable)?.map_err(StoreError::failed)
    }

    /// Runs `job`, again after a conflict (a few times), and again when the connection was dead to begin with
    /// (at most once per connection that the pool can hold).
    fn persist<T>(&self, sync: Synchronous, mut job: impl FnMut(&mut Conn) -> Result<T>) -> Result<T> {
        let (mut conflicts, mut stale) = (0, 0);
        loop {
            match self.attempt(sync, &mut job) {
                Err(Error::Conflict(why)) if conflicts < RETRIES => {
                    tracing::debug!(why, "a transaction is tried again");
                    std::thread::sleep(Duration::from_millis(5 << (2 * conflicts)));
                    conflicts += 1;
                }
                Err(Error::Stale(_)) if stale <= self.pool.max_size() => stale += 1,
                other => return other,
            }
        }
    }

    fn attempt<T>(&self, sync: Synchronous, job: impl FnOnce(&mut Conn) -> Result<T>) -> Result<T> {
        let mut slot = self.pool.get()?;
        if !self.manager.is_trusted(&slot) {
            return Err(Error::Stale("opened before another one was found dead".into()));
        }
        slot.acknowledge(sync)?;
        let result = job(&mut slot.conn);
        if matches!(result, Err(Error::Lost(_) | Error::Stale(_))) {
            self.manager.distrust(&slot);
        }
        result
    }
}

#[cfg(test)]
mod tests;
