use std::thread::available_parallelism;

/// How many of each there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    /// Threads that serve HTTP.
    pub workers: usize,
    /// Connections to the database.
    pub database_pool: usize,
    /// Threads that hash passwords; more than cores makes every hash slower.
    pub hash_workers: usize,
    /// How many hashes may wait for a thread; beyond that the answer is 503.
    pub hash_queue: usize,
}

impl Default for Sizes {
    fn default() -> Self {
        let cores = available_parallelism().map_or(1, usize::from).min(256);
        Self { workers: cores, database_pool: (2 * cores).clamp(4, 16), hash_workers: cores, hash_queue: 64 }
    }
}

/// What one Argon2id hash costs. The defaults are those of OWASP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Argon2Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub iterations: u32,
    /// Lanes.
    pub parallelism: u32,
}

impl Default for Argon2Cost {
    fn default() -> Self {
        Self { memory_kib: 19_456, iterations: 2, parallelism: 1 }
    }
}
