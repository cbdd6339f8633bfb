mod argon;
mod pool;

pub use argon::{Argon2Hasher, HasherError};

/// What hashing may cost, and how much of it goes on at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HashingSettings {
    /// Memory per hash, in KiB.
    pub memory_kib: u32,
    /// Passes over that memory.
    pub passes: u32,
    /// Lanes. They are computed one after the other, so more than one only makes hashes of ours differ from
    /// those of others.
    pub lanes: u32,
    /// Threads that hash. They run below the priority of everything else.
    pub threads: usize,
    /// How many passwords may wait while every thread is busy; one more is refused.
    pub waiting: usize,
}

/// What goes on at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HashingLoad {
    /// How many passwords are hashed.
    pub busy: usize,
    /// How many more wait.
    pub queued: usize,
}

impl Default for HashingSettings {
    /// 19 MiB, two passes, one lane (OWASP's floor for Argon2id); half of the cores, so that signing and
    /// answering keep the others; and a queue that one thread works off in about a second.
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = (cores / 2).max(1);
        Self { memory_kib: 19 * 1024, passes: 2, lanes: 1, threads, waiting: threads * 64 }
    }
}
