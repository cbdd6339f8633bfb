/// How many connections of a pool work at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolLoad {
    /// What they are for: `read` and `write` on SQLite, `all` on Postgres.
    pub pool: &'static str,
    /// How many work.
    pub in_use: usize,
    /// How many there can be.
    pub most: usize,
}

/// What the outbox holds at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutboxDepth {
    /// Entries to be delivered, now or later.
    pub waiting: i64,
    /// Entries that were given up and are kept for whoever looks into it.
    pub dead: i64,
}
