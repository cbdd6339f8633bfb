use crate::{Binaries, unique_name};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Output, Stdio};
use std::time::Duration;

/// Runs the server and outlives the test process just long enough to clean up: its standard input ends when
/// that process does, be it by return, panic or kill.
const KEEPER: &str = r#"
trap '' INT TERM HUP
programs=$1; directory=$2; shift 2
"$programs/postgres" -D "$directory/data" "$@" >"$directory/log" 2>&1 </dev/null &
server=$!
read -r _
kill -QUIT "$server" 2>/dev/null
wait "$server"
rm -rf "$directory"
"#;

const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(20);

/// A running server with a data directory of its own. Dropping it stops the server and removes the directory.
#[derive(Debug)]
pub struct Cluster {
    binaries: Binaries,
    directory: PathBuf,
    keeper: Child,
    alive: Option<ChildStdin>,
}

impl Cluster {
    /// Makes and starts a server; `settings` are given to it as `-c name=value`.
    ///
    /// # Panics
    /// When there are no Postgres programs, or the server does not come up within a minute.
    pub fn start(settings: &[&str]) -> Self {
        let binaries = Binaries::find();
        let directory = std::env::temp_dir().join(unique_name("hitkey-pg-"));
        let owner = Owner::choose();
        owner.make_directory(&directory);
        owner.initialise(&binaries, &directory);
        let mut keeper = owner.keep(&binaries, &directory, settings);
        let alive = keeper.stdin.take();
        let cluster = Self { binaries, directory, keeper, alive };
        cluster.wait_until_ready();
        cluster
    }

    /// Makes an empty database and gives its URL.
    ///
    /// # Panics
    /// When the server refuses.
    pub fn create_database(&self, name: &str) -> String {
        let mut command = self.binaries.command("createdb");
        command.arg("-h").arg(&self.directory).args(["-U", "postgres", "-T", "template0", name]);
        succeed(&mut command);
        format!("postgresql://postgres@/{name}?host={}", self.directory.display())
    }

    /// Where the server keeps its files and its socket.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    fn wait_until_ready(&self) {
        let mut waited = Duration::ZERO;
        while !self.is_ready() {
            assert!(waited < PATIENCE, "Postgres did not start: {}", self.log());
            std::thread::sleep(PAUSE);
            waited += PAUSE;
        }
    }

    fn is_ready(&self) -> bool {
        let mut command = self.binaries.command("pg_isready");
        let status = command.arg("-q").arg("-h").arg(&self.directory).status();
        status.is_ok_and(|status| status.success())
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.directory.join("log")).unwrap_or_default()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.alive.take());
        let _ = self.keeper.wait();
    }
}

/// Postgres refuses to run as root, so root hands it to somebody else.
#[derive(Debug, Clone, Copy)]
struct Owner(Option<(u32, u32)>);

impl Owner {
    fn choose() -> Self {
        let is_root = std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
        Self(is_root.then(|| user_of("postgres").or_else(|| user_of("nobody")).unwrap_or((65534, 65534))))
    }

    fn make_directory(self, directory: &Path) {
        std::fs::DirBuilder::new().mode(0o700).create(directory).unwrap_or_else(|error| {
            panic!("the directory {} for Postgres can't be made: {error}", directory.display())
        });
        if let Some((user, group)) = self.0 {
            let given = chown(directory, Some(user), Some(group));
            assert!(given.is_ok(), "the directory for Postgres can't be given to user {user}: {given:?}");
        }
    }

    fn initialise(self, binaries: &Binaries, directory: &Path) {
        let mut command = self.command(&binaries.path("initdb"));
        command.arg("-D").arg(directory.join("data"));
        command.args(["-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync"]);
        succeed(&mut command);
    }

    fn keep(self, binaries: &Binaries, directory: &Path, settings: &[&str]) -> Child {
        let mut command = self.command(Path::new("/bin/sh"));
        command.args(["-c", KEEPER, "keeper"]).arg(binaries.path("")).arg(directory);
        let socket = format!("unix_socket_directories={}", directory.display());
        for setting in ["listen_addresses=", &socket, "max_connections=300"].iter().chain(settings) {
            command.args(["-c", setting]);
        }
        // A group of its own: Ctrl-C reaches the tests, whose end reaches the keeper.
        command.process_group(0).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().unwrap_or_else(|error| panic!("Postgres can't be started: {error}"))
    }

    fn command(self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir("/").env("LC_ALL", "C");
        if let Some((user, group)) = self.0 {
            command.uid(user).gid(group);
        }
        command
    }
}

fn user_of(name: &str) -> Option<(u32, u32)> {
    let users = std::fs::read_to_string("/etc/passwd").ok()?;
    let fields: Vec<&str> =
        users.lines().map(|line| line.split(':').collect()).find(|fields: &Vec<&str>| fields[0] == name)?;
    Some((fields.get(2)?.parse().ok()?, fields.get(3)?.parse().ok()?))
}

/// Runs `command` to its end.
pub(crate) fn succeed(command: &mut Command) -> Output {
    let output = command.stdin(Stdio::null()).output();
    let output = output.unwrap_or_else(|error| panic!("{command:?} did not start: {error}"));
    assert!(output.status.success(), "{command:?} failed: {}", String::from_utf8_lossy(&output.stderr));
    output
}
