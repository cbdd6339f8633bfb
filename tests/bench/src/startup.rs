//! How soon the server is there, and what it holds when nobody comes.

use crate::arguments::Database;
use crate::cpu;
use crate::server::Server;
use std::time::Duration;

const LATER_STARTS: usize = 5;
const IDLE: Duration = Duration::from_secs(3);

pub(crate) struct Startup {
    /// On an empty database: migrations and keys included.
    pub(crate) first: Duration,
    /// The median of several.
    pub(crate) later: Duration,
    /// Bytes.
    pub(crate) resident: u64,
}

pub(crate) fn measure(database: Database) -> Startup {
    let mut server = Server::new(database);
    let first = server.run();
    let mut later: Vec<Duration> = Vec::new();
    for _ in 0..LATER_STARTS {
        server.stop();
        later.push(server.run());
    }
    later.sort();
    std::thread::sleep(IDLE);
    Startup { first, later: later[LATER_STARTS / 2], resident: cpu::resident(server.process()) }
}
