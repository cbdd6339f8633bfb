//! The shipped server as a child process.

use crate::arguments::Database;
use crate::http::{Connection, Request};
use std::fs::File;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use test_postgres::Cluster;

const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(1);

/// Builds the binary that is shipped.
pub(crate) fn build() {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let built = command.args(["build", "--release", "-p", "hitkey", "--bin", "hitkey"]).status();
    assert!(built.unwrap().success(), "the server does not build");
}

fn binary() -> PathBuf {
    std::env::current_exe().unwrap().with_file_name("hitkey")
}

/// A server with a data directory and a database of its own. It is killed when dropped.
pub(crate) struct Server {
    directory: TempDir,
    cluster: Option<(Cluster, String)>,
    port: u16,
    child: Option<Child>,
}

impl Server {
    /// A server that does not run yet.
    pub(crate) fn new(database: Database) -> Self {
        let cluster = (database == Database::Postgres).then(|| {
            let cluster = Cluster::start(&[]);
            let url = cluster.create_database("hitkey");
            (cluster, url)
        });
        Self { directory: TempDir::new().unwrap(), cluster, port: free_port(), child: None }
    }

    /// A server that is ready.
    pub(crate) fn start(database: Database) -> Self {
        let mut server = Self::new(database);
        server.run();
        server
    }

    /// Starts the process; gives the time until it was ready.
    pub(crate) fn run(&mut self) -> Duration {
        let begin = Instant::now();
        self.child = Some(self.command().spawn().unwrap());
        while !self.is_ready() {
            let ended = self.child.as_mut().and_then(|child| child.try_wait().unwrap());
            assert!(ended.is_none() && begin.elapsed() < PATIENCE, "{ended:?}: {}", self.log());
            std::thread::sleep(PAUSE);
        }
        begin.elapsed()
    }

    /// Ends the process in good order.
    pub(crate) fn stop(&mut self) {
        let mut child = self.child.take().unwrap();
        let sent = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
        assert!(sent.unwrap().success() && child.wait().unwrap().success(), "{}", self.log());
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn process(&self) -> u32 {
        self.child.as_ref().unwrap().id()
    }

    pub(crate) async fn connect(&self) -> Connection {
        Connection::open(self.port).await
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.directory.path().join("log")).unwrap_or_default()
    }

    fn command(&self) -> Command {
        let log = File::options().create(true).append(true).open(self.directory.path().join("log")).unwrap();
        let mut command = Command::new(binary());
        command.arg("serve").env_clear().current_dir(self.directory.path());
        command.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
        command.env("HITKEY_LISTEN", format!("127.0.0.1:{}", self.port));
        command.env("HITKEY_DATA_DIR", self.directory.path().join("data"));
        // Each account comes from an address of its own, as people do.
        command.env("HITKEY_TRUSTED_PROXIES", "127.0.0.1");
        // Requests are counted all the same, and few callers do the work of many.
        command.env("HITKEY_RATE_LIMIT_ANONYMOUS", "1000000");
        command.env("HITKEY_RATE_LIMIT_TOKEN", "1000000");
        if let Some((_, url)) = &self.cluster {
            command.env("HITKEY_DATABASE_URL", url);
        }
        command
    }

    fn is_ready(&self) -> bool {
        use std::io::{Read as _, Write as _};
        let Ok(mut stream) = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)) else { return false };
        let mut start = [0; 12];
        let request = Request::get("/health/ready").bytes();
        stream.write_all(&request).and_then(|()| stream.read_exact(&mut start)).is_ok()
            && start.ends_with(b"200")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
        if std::thread::panicking() {
            let log = self.log();
            let complaints = log.lines().filter(|line| {
                (line.contains("ERROR") || line.contains("WARN")) && !line.contains("to be hashed")
            });
            println!("the server complained:\n{}", complaints.take(20).collect::<Vec<_>>().join("\n"));
        }
    }
}

/// A port that is free now.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port()
}
