//! A clock that you move and randomness that repeats, for tests; an audit log in memory; the rules of every list.

mod pages;
mod trail;

pub use trail::MemoryTrail;

use crate::{Ambient, Clock, Random, Timestamp, digest_of};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

pub use pages::{ListOrder, ListUnderTest, first, walk};

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// Stands at `start`.
    pub fn at(start: Timestamp) -> Self {
        Self(AtomicI64::new(start.unix_micros()))
    }

    /// Moves on.
    pub fn advance(&self, by: Duration) {
        self.0.fetch_add(i64::try_from(by.as_micros()).unwrap_or(i64::MAX), Ordering::SeqCst);
    }
}

impl Default for ManualClock {
    /// Stands at 2026-01-31T08:15:30Z.
    fn default() -> Self {
        Self::at(Timestamp::from_unix_seconds(1_769_847_330))
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix_micros(self.0.load(Ordering::SeqCst))
    }
}

/// Randomness that is the same in every run: SHA-256 of a counter. Never for production.
#[derive(Debug, Default)]
pub struct CountingRandom(AtomicU64);

impl Random for CountingRandom {
    fn fill(&self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(32) {
            let block = digest_of(&[&self.0.fetch_add(1, Ordering::SeqCst).to_be_bytes()]);
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
    }
}

/// A default clock and repeating randomness.
pub fn ambient() -> Ambient {
    ambient_at(Arc::new(ManualClock::default()))
}

/// Your clock and repeating randomness.
pub fn ambient_at(clock: Arc<ManualClock>) -> Ambient {
    Ambient::new(clock, Arc::new(CountingRandom::default()))
}
