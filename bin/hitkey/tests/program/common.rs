//! Runs the program as a person would: with an environment of its own, in a directory of its own.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, ChildStdout, Command, Output, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// A directory with nothing in it but what HitKey puts there.
pub(crate) struct Home(TempDir);

impl Home {
    pub(crate) fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The program in this directory, with nothing in its environment but a free port and cheap hashes.
    pub(crate) fn hitkey(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hitkey"));
        command.args(arguments).current_dir(self.0.path()).env_clear();
        command.env("HITKEY_LISTEN", "127.0.0.1:0").env("HITKEY_ARGON2_MEMORY_KIB", "64");
        command
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.hitkey(arguments).output().unwrap()
    }

    /// Starts the server and waits until it listens.
    pub(crate) fn start(&self) -> Running {
        Running::wait_for(self.hitkey(&[]))
    }
}

/// A server that runs. Killed when dropped.
pub(crate) struct Running {
    child: Child,
    out: BufReader<ChildStdout>,
    log: ChildStderr,
    pub(crate) address: SocketAddr,
}

impl Running {
    pub(crate) fn wait_for(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut log = child.stderr.take().unwrap();
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let Some((_, address)) = line.trim_end().split_once(" listens on ") else {
            let mut said = String::new();
            log.read_to_string(&mut said).unwrap();
            panic!("the server did not start: {said}");
        };
        Self { child, out, log, address: address.parse().unwrap() }
    }

    /// The status and the body of the answer to a GET.
    pub(crate) fn get(&self, path: &str) -> (u16, String) {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"))
    }

    /// The status and the body of the answer to a POST of JSON.
    pub(crate) fn post(&self, path: &str, body: &str) -> (u16, String) {
        let head = "HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Type: application/json";
        self.ask(&format!("POST {path} {head}\r\nContent-Length: {}\r\n\r\n{body}", body.len()))
    }

    fn ask(&self, request: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
    }

    /// Sends a signal by its name and waits for the end.
    pub(crate) fn end_with(mut self, signal: &str) -> Ended {
        let kill = Command::new("kill").args([format!("-{signal}"), self.child.id().to_string()]).status();
        assert!(kill.unwrap().success());
        let code = self.child.wait().unwrap().code();
        let (mut out, mut log) = (String::new(), String::new());
        self.out.read_to_string(&mut out).unwrap();
        self.log.read_to_string(&mut log).unwrap();
        Ended { code, out, log }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Fails only when it has ended already.
        let _killed = self.child.kill();
        let _status = self.child.wait();
    }
}

/// What a server left behind.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) log: String,
}

pub(crate) fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}
