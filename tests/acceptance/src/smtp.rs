use crate::{Mail, Process, eventually, python, tests_directory};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(20);

/// How an SMTP server behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Temper {
    /// It takes every mail.
    Kind,
    /// It asks for STARTTLS and then for a name and a password: `hitkey` and `let-me-in`.
    Strict,
    /// It says nothing for a minute.
    Slow,
    /// It dies when it has read a mail, before it acknowledges it.
    Dying,
}

/// A real SMTP server (aiosmtpd) that keeps the mails in a folder.
#[derive(Debug)]
pub struct SmtpServer {
    /// The process.
    pub process: Process,
    directory: PathBuf,
    port: u16,
}

impl SmtpServer {
    /// Starts one; `directory` is kept over several starts.
    ///
    /// # Panics
    /// When it can't be started.
    pub async fn start(directory: &Path, port: u16, temper: Temper) -> Self {
        std::fs::create_dir_all(directory).unwrap();
        let mut command = Command::new(python());
        command.arg(tests_directory().join("clients/python/smtp_server.py"));
        command.arg(port.to_string()).arg(directory).arg(format!("{temper:?}").to_lowercase());
        let mut process = Process::start(&mut command, &directory.join("log"));
        eventually("the SMTP server is up", PATIENCE, async || {
            assert!(process.ended().is_none(), "the SMTP server ended: {}", process.log());
            tokio::net::TcpStream::connect(("127.0.0.1", port)).await.ok()
        })
        .await;
        Self { process, directory: directory.to_owned(), port }
    }

    /// What goes into `HITKEY_SMTP_URL`.
    pub fn url(&self) -> String {
        format!("smtp://localhost:{}?tls=none", self.port)
    }

    /// The certificate authority of a [`Temper::Strict`] one, as a PEM file.
    pub fn authority(&self) -> PathBuf {
        self.directory.join("authority.pem")
    }

    /// The mails to this address.
    ///
    /// # Panics
    /// When the folder can't be read.
    pub fn mails_to(&self, email: &str) -> Vec<Mail> {
        let files = std::fs::read_dir(&self.directory).unwrap().map(|entry| entry.unwrap().path());
        let files = files.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
        let mails =
            files.map(|path| Mail::read(&serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()));
        mails.filter(|mail| mail.to == email).collect()
    }

    /// Waits for a code that was mailed to this address.
    ///
    /// # Panics
    /// When none comes within a minute.
    pub async fn mailed_code(&self, email: &str) -> String {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(code) = self.mails_to(email).iter().find_map(Mail::code) {
                return code;
            }
            assert!(Instant::now() < end, "no code was mailed to {email}");
            tokio::time::sleep(PAUSE).await;
        }
    }
}
