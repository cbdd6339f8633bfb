//! SQLite's only writer: commands that wait while others commit share the next commit.

use super::{Lane, PATIENCE};
use crate::conn::Conn;
use crate::error::{Error, Result};
use crate::load::PoolLoad;
use crate::settings::Synchronous;
use hitkey_kernel::StoreError;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Instant;
use tokio::sync::oneshot;

/// How many commands share a commit at most.
const MOST: usize = 32;

/// The thread that writes.
///
/// What a commit costs is the log's way to the disk, whatever is in it. So the commands that have arrived while the
/// last commit was under way run in one transaction, one after the other and each all-or-nothing, and every caller
/// is answered after their common commit. Nobody waits for company: a command that finds the writer idle goes alone.
pub(super) struct Writer {
    lane: Lane,
    commands: Option<Sender<Box<dyn Command>>>,
    thread: Option<JoinHandle<()>>,
}

/// One command, whatever it answers.
trait Command: Send {
    /// Runs it and keeps the outcome. `Err` when the whole transaction is in doubt.
    fn run(&mut self, conn: &mut Conn) -> Result<()>;

    /// Makes `error` the outcome.
    fn fail(&mut self, error: Error);

    /// When its commit may be acknowledged.
    fn synchronous(&self) -> Synchronous;

    /// Since when somebody waits, if somebody still does.
    fn is_awaited_since(&self) -> Option<Instant>;

    /// Tells the outcome.
    fn answer(self: Box<Self>);
}

struct Waiting<T, J> {
    job: J,
    synchronous: Synchronous,
    since: Instant,
    outcome: Option<Result<T>>,
    caller: oneshot::Sender<Result<T>>,
}

impl<T: Send, J: Fn(&mut Conn) -> Result<T> + Send> Command for Waiting<T, J> {
    fn run(&mut self, conn: &mut Conn) -> Result<()> {
        self.outcome = None;
        match (self.job)(conn) {
            Err(error) if !error.is_of_the_command() => Err(error),
            outcome => {
                self.outcome = Some(outcome);
                Ok(())
            }
        }
    }

    fn fail(&mut self, error: Error) {
        self.outcome = Some(Err(error));
    }

    fn synchronous(&self) -> Synchronous {
        self.synchronous
    }

    fn is_awaited_since(&self) -> Option<Instant> {
        Some(self.since).filter(|_| !self.caller.is_closed())
    }

    fn answer(self: Box<Self>) {
        if let Some(outcome) = self.outcome {
            // It fails when the caller has gone: then nobody misses it.
            let _ = self.caller.send(outcome);
        }
    }
}

impl Writer {
    /// Starts the thread. `lane` has one connection.
    pub(super) fn start(lane: Lane) -> Result<Self> {
        let (commands, arriving) = channel();
        let own = lane.clone();
        let thread = std::thread::Builder::new().name("sqlite writer".to_owned());
        let thread = thread.spawn(move || work_off(&own, &arriving));
        let thread = thread.map_err(|error| Error::Unavailable(error.to_string()))?;
        Ok(Self { lane, commands: Some(commands), thread: Some(thread) })
    }

    /// Whether it works at this moment.
    pub(super) fn load(&self) -> PoolLoad {
        self.lane.load("write")
    }

    /// Runs a job, which is atomic by itself. Once begun, it runs to its end even if the caller goes away.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        job: impl Fn(&mut Conn) -> Result<T> + Send + 'static,
        synchronous: Synchronous,
    ) -> std::result::Result<T, StoreError> {
        let (caller, answered) = oneshot::channel();
        let command = Waiting { job, synchronous, since: Instant::now(), outcome: None, caller };
        if let Some(commands) = &self.commands {
            commands.send(Box::new(command)).map_err(|_| StoreError::failed("the writer is gone"))?;
        }
        Ok(answered.await.map_err(StoreError::failed)??)
    }
}

impl Drop for Writer {
    /// Waits for what is under way, and until the connection is closed.
    fn drop(&mut self) {
        self.commands = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn work_off(lane: &Lane, arriving: &Receiver<Box<dyn Command>>) {
    while let Ok(first) = arriving.recv() {
        let _at_work = lane.permits.try_acquire();
        let all = std::iter::once(first).chain(arriving.try_iter()).take(MOST);
        let mut commands: Vec<_> = all.filter_map(still_awaited).collect();
        if commands.len() < 2 || !together(lane, &mut commands) {
            commands.iter_mut().for_each(|command| alone(lane, &mut **command));
        }
        commands.into_iter().for_each(Command::answer);
    }
}

/// Whoever has waited for too long is told so instead.
fn still_awaited(mut command: Box<dyn Command>) -> Option<Box<dyn Command>> {
    if command.is_awaited_since()?.elapsed() <= PATIENCE {
        return Some(command);
    }
    command.fail(Error::Unavailable("others kept the writer busy".into()));
    command.answer();
    None
}

/// Runs them in one transaction. `false`, and nothing done, when it can't be told whose fault an error is.
fn together(lane: &Lane, commands: &mut [Box<dyn Command>]) -> bool {
    let strictest = commands.iter().map(|command| command.synchronous()).max().unwrap_or_default();
    let mut all = |conn: &mut Conn| commands.iter_mut().try_for_each(|command| command.run(conn));
    let done = AssertUnwindSafe(|| lane.persist(strictest, |conn| conn.transaction(&mut all)));
    catch_unwind(done).is_ok_and(|done| done.is_ok())
}

/// Runs one by itself. Of one that panics nothing is told, which its caller hears.
fn alone(lane: &Lane, command: &mut dyn Command) {
    let _ = catch_unwind(AssertUnwindSafe(|| {
        if let Err(error) = lane.persist(command.synchronous(), |conn| command.run(conn)) {
            command.fail(error);
        }
    }));
}
