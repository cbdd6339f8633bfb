use crate::database::Storage;
use crate::tools::built;
use crate::{Answer, Api, Browser, Database, Process, free_port};
use reqwest::Method;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Output};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(10);

/// The shipped server, running as a process on a free port. It is killed when dropped.
#[derive(Debug)]
pub struct Server {
    settings: Vec<(String, String)>,
    directory: TempDir,
    storage: Storage,
    port: u16,
    process: Option<Process>,
}

impl Server {
    /// Starts a server with the default settings and waits until it is ready.
    ///
    /// # Panics
    /// When it does not become ready.
    pub async fn start(database: Database) -> Self {
        Self::start_with(database, &[]).await
    }

    /// Starts a server with settings, such as `("HITKEY_LOG", "trace")`, and waits until it is ready.
    ///
    /// # Panics
    /// When it does not become ready.
    pub async fn start_with(database: Database, settings: &[(&str, &str)]) -> Self {
        let mut server = Self::new(database, settings);
        server.run().await;
        server
    }

    /// A server that does not run yet.
    ///
    /// # Panics
    /// When its directory can't be made.
    pub fn new(database: Database, settings: &[(&str, &str)]) -> Self {
        let settings = settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Self {
            settings: settings.collect(),
            directory: TempDir::new().unwrap(),
            storage: Storage::new(database),
            port: free_port(),
            process: None,
        }
    }

    /// Starts the process and waits until it is ready; gives the time that took.
    ///
    /// # Panics
    /// When it does not become ready.
    pub async fn run(&mut self) -> Duration {
        let begin = Instant::now();
        let mut command = self.command(&["serve"]);
        self.process = Some(Process::start(&mut command, &self.log_file()));
        let api = self.api();
        loop {
            let asked = api.try_send(api.request(Method::GET, "/health/ready")).await;
            if asked.is_some_and(|answer| answer.status == 200) {
                return begin.elapsed();
            }
            let ended = self.process.as_mut().and_then(Process::ended);
            assert!(ended.is_none(), "the server ended with {ended:?}:\n{}", self.log());
            assert!(begin.elapsed() < PATIENCE, "the server is not ready:\n{}", self.log());
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// A second process on the same database and server key, at a port of its own. Mails that are sent from now on may
    /// come to its development mailbox.
    ///
    /// # Panics
    /// When it does not become ready.
    pub async fn start_twin(&self) -> Twin {
        let mut command = self.command(&["serve"]);
        let port = free_port();
        command.env("HITKEY_LISTEN", format!("127.0.0.1:{port}"));
        let mut process = Process::start(&mut command, &self.log_file());
        let api = Api::new(&format!("http://localhost:{port}"));
        let begin = Instant::now();
        loop {
            let asked = api.try_send(api.request(Method::GET, "/health/ready")).await;
            if asked.is_some_and(|answer| answer.status == 200) {
                return Twin { api, process };
            }
            assert!(process.ended().is_none() && begin.elapsed() < PATIENCE, "no twin:\n{}", self.log());
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// `kill -9`.
    pub fn kill(&mut self) {
        self.process = None;
    }

    /// Starts the process, which is to refuse to run; gives how it ended.
    ///
    /// # Panics
    /// When it runs on.
    pub fn run_in_vain(&self) -> ExitStatus {
        Process::start(&mut self.command(&["serve"]), &self.log_file()).wait(PATIENCE)
    }

    /// Waits for the process to end by itself; gives how it did.
    ///
    /// # Panics
    /// When it runs on.
    pub fn wait(&mut self) -> ExitStatus {
        self.process.take().expect("the server runs").wait(PATIENCE)
    }

    /// SIGTERM; gives how the process ended.
    ///
    /// # Panics
    /// When it does not end.
    pub fn terminate(&mut self) -> ExitStatus {
        self.process.take().expect("the server runs").terminate()
    }

    /// Ends the process in good order and starts it again.
    ///
    /// # Panics
    /// When either fails.
    pub async fn restart(&mut self) {
        self.terminate();
        self.run().await;
    }

    /// Runs another command of the binary, such as `["keys", "rotate"]`, with the same settings.
    ///
    /// # Panics
    /// When it can't be started.
    pub fn cli(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Sets or replaces a setting, from the next start on.
    pub fn set(&mut self, name: &str, value: &str) {
        self.settings.push((name.to_owned(), value.to_owned()));
    }

    /// A new device, with an address of its own.
    pub fn api(&self) -> Api {
        Api::new(&self.url())
    }

    /// A new browser, with an address of its own and no cookies.
    pub fn browser(&self) -> Browser {
        Browser::new(&self.url())
    }

    /// The public URL, which is the issuer.
    pub fn url(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// The port that it listens on, on 127.0.0.1.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The id of the process.
    ///
    /// # Panics
    /// When it does not run.
    pub fn process_id(&self) -> u32 {
        self.process.as_ref().expect("the server runs").id()
    }

    /// Everything that it has printed.
    pub fn log(&self) -> String {
        String::from_utf8_lossy(&std::fs::read(self.log_file()).unwrap_or_default()).into_owned()
    }

    /// Everything that its database holds.
    ///
    /// # Panics
    /// When it can't be read.
    pub fn dump(&self) -> Vec<u8> {
        self.storage.dump(&self.data_directory())
    }

    /// Everything that one table holds; the bytes of ids in hex or as UUIDs.
    ///
    /// # Panics
    /// When it can't be read.
    pub fn dump_table(&self, table: &str) -> Vec<u8> {
        self.storage.dump_table(&self.data_directory(), table)
    }

    /// `HITKEY_DATA_DIR`.
    pub fn data_directory(&self) -> PathBuf {
        self.directory.path().join("data")
    }

    /// A folder for the files of the test.
    pub fn directory(&self) -> &Path {
        self.directory.path()
    }

    /// `GET` of a path.
    pub async fn get(&self, path: &str) -> Answer {
        self.api().get(path, None).await
    }

    fn log_file(&self) -> PathBuf {
        self.directory.path().join("log")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command.args(arguments).current_dir(self.directory.path()).env_clear();
        command.env("HITKEY_LISTEN", format!("127.0.0.1:{}", self.port));
        command.env("HITKEY_PUBLIC_URL", self.url());
        command.env("HITKEY_DATA_DIR", self.data_directory());
        command.env("HITKEY_TRUSTED_PROXIES", "127.0.0.0/8");
        if let Storage::Postgres(database) = &self.storage {
            command.env("HITKEY_DATABASE_URL", database.url());
        }
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        command
    }
}

impl Drop for Server {
    #[expect(clippy::print_stderr, reason = "the log tells why a test failed")]
    fn drop(&mut self) {
        if std::thread::panicking() {
            let log = self.log();
            let from = log.len().saturating_sub(4000);
            eprintln!("the server's log ends so:\n{}", String::from_utf8_lossy(&log.as_bytes()[from..]));
        }
    }
}

/// A second process of a [`Server`].
#[derive(Debug)]
pub struct Twin {
    /// A device that talks to it.
    pub api: Api,
    /// The process.
    pub process: Process,
}

/// The binary under test.
fn binary() -> PathBuf {
    std::env::var_os("HITKEY_BIN").map_or_else(|| built("hitkey"), PathBuf::from)
}
