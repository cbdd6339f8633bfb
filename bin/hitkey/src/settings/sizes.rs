use std::thread::available_parallelism;

/// How many of each there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sizes {
    /// Threads that serve HTTP.
    pub workers: usize,
    /// Connections to Postgres, or readers of SQLite.
    pub database_pool: u32,
}

impl Default for Sizes {
    fn default() -> Self {
        let cores = available_parallelism().map_or(1, usize::from).min(256);
        Self { workers: cores, database_pool: if cores > 4 { 16 } else { 8 } }
    }
}
