//! The work that cannot be avoided, each kind measured alone.

pub(crate) mod bare;
pub(crate) mod hashing;
mod jobs;
mod signatures;
mod storage;

use crate::arguments::Database;
use crate::cpu;
use std::time::{Duration, Instant};

/// How long each kind of work is repeated.
const TIME: Duration = Duration::from_millis(1500);

/// CPU of one piece of work of each kind.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Costs {
    pub(crate) rs256: Duration,
    pub(crate) es256: Duration,
    /// One row, found by a unique index, with the hop to the blocking pool.
    pub(crate) read: Duration,
    /// A transaction that writes one row, with its hop.
    pub(crate) commit: Duration,
}

impl Costs {
    pub(crate) fn measure(database: Database) -> Self {
        let (read, commit) = storage::measure(database);
        let (rs256, es256) = signatures::measure();
        Self { rs256, es256, read, commit }
    }

    pub(crate) fn print(&self) {
        let Self { rs256, es256, read, commit } = self;
        println!(
            "CPU of unavoidable work: RS256 {rs256:.0?}, ES256 {es256:.0?}, and, hop included, point read {read:.1?}, \
             write transaction {commit:.1?}"
        );
    }
}

/// CPU of one call of `work` on this thread.
fn cpu_of(mut work: impl FnMut()) -> Duration {
    work();
    let (begin, before, mut count) = (Instant::now(), cpu::of_thread(), 0_u32);
    while begin.elapsed() < TIME {
        work();
        count += 1;
    }
    (cpu::of_thread() - before) / count
}
