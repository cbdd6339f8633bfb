//! A private Postgres server for tests.
//!
//! [`database`] gives a fresh, empty database. The first call in a process starts a server of its own in a
//! temporary directory, reachable over a Unix socket only; when the process ends, however it ends, the server
//! stops and the directory goes. With `HITKEY_TEST_POSTGRES_URL` set, databases are made on that server instead.
//!
//! It refuses to skip: a machine without Postgres fails the test and says what to do.
//!
//! ```no_run
//! let database = test_postgres::database();
//! println!("connect to {}", database.url());
//! ```

mod binaries;
mod cluster;
mod database;

pub use binaries::Binaries;
pub use cluster::Cluster;
pub use database::{Database, database};

/// A name that no other process or call uses: eight random bytes from the standard library's hasher.
fn unique_name(prefix: &str) -> String {
    use std::hash::{BuildHasher, Hasher, RandomState};
    let random = RandomState::new().build_hasher().finish();
    format!("{prefix}{random:016x}")
}
