//! What HitKey is told at start: the settings file, and the environment over it.
//!
//! Unknown names and values of a wrong form are refused, all at once, with the name and what would be right.

mod database;
mod effective;
mod key;
mod layers;
mod logging;
mod mailbox;
mod number;
mod origin;
mod problem;
mod public_url;
mod rate;
mod read;
mod registration;
mod server_secret;
mod sizes;
mod synchronous;
#[cfg(test)]
mod tests;

pub use database::DatabaseUrl;
pub use effective::Effective;
pub use hitkey_crypto::HashingSettings;
pub use hitkey_store_diesel::Synchronous;
pub use layers::Sources;
pub use logging::{LogFormat, LogSettings};
pub use mailbox::Sender;
pub use origin::Origin;
pub use problem::SettingsError;
pub use public_url::PublicUrl;
pub use registration::{DynamicRegistration, RegistrationSettings};
pub use server_secret::ServerSecret;
pub use sizes::Sizes;

use hitkey_http::RateLimits;
use hitkey_kernel::SecretText;
use ipnet::IpNet;
use problem::Problem;
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

/// Everything that HitKey is told at start, checked. Secrets in it do not print.
///
/// ```
/// use hitkey::settings::{Settings, Sources};
///
/// let mut sources = Sources::default();
/// sources.environment.push(("HITKEY_LISTN".into(), "127.0.0.1:8080".into()));
/// let refused = Settings::load(&sources).unwrap_err().to_string();
/// assert!(refused.contains("HITKEY_LISTN is not a setting: did you mean HITKEY_LISTEN?"));
/// ```
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where to accept connections. Port 0 takes any free one.
    pub listen: SocketAddr,
    /// Where to answer `/metrics`. `None`: nowhere.
    pub metrics_listen: Option<SocketAddr>,
    /// Where people and clients reach it. `None`: on localhost at the port that it listens on.
    pub public_url: Option<PublicUrl>,
    /// Where files are kept: the SQLite database, the server key.
    pub data_dir: PathBuf,
    /// The database.
    pub database: DatabaseUrl,
    /// When SQLite hands a commit to the disk.
    pub sqlite_synchronous: Synchronous,
    /// The SMTP server. `None`: mails stay in the development mailbox.
    pub smtp_url: Option<SecretText>,
    /// Whom mails come from. `None`: `no-reply` at the public URL's host.
    pub mail_from: Option<Sender>,
    /// What secrets are sealed under. `None`: the file `server.key` of the data directory.
    pub secret_key: Option<ServerSecret>,
    /// The proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` count.
    pub trusted_proxies: Vec<IpNet>,
    /// The networks that are no part of the open internet but may be asked for what clients publish there.
    pub outbound_allow: Vec<IpNet>,
    /// How many requests callers may send.
    pub rate_limits: RateLimits,
    /// Whether clients may register themselves, and as what.
    pub registration: RegistrationSettings,
    /// The log.
    pub log: LogSettings,
    /// Threads and connections.
    pub sizes: Sizes,
    /// What a password hash costs, and how many are made at once.
    pub hashing: HashingSettings,
    /// How many days entries of the audit log are kept.
    pub audit_retention_days: u32,
    /// Where each came from, by its name in the file; absent: the default.
    pub origins: BTreeMap<&'static str, Origin>,
}

impl Settings {
    /// Reads and checks the settings.
    ///
    /// # Errors
    /// [`SettingsError`] with every problem that was found.
    pub fn load(sources: &Sources) -> Result<Self, SettingsError> {
        let (settings, mut problems) = read::read(sources);
        if problems.is_empty() {
            problems = settings.conflicts();
        }
        if problems.is_empty() { Ok(settings) } else { Err(SettingsError(problems)) }
    }

    /// The defaults, kept in `data_dir`. For embedding: change the fields that you need.
    pub fn in_dir(data_dir: impl Into<PathBuf>) -> Self {
        let data_dir = data_dir.into();
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            metrics_listen: None,
            public_url: None,
            database: DatabaseUrl::in_dir(&data_dir),
            data_dir,
            sqlite_synchronous: Synchronous::default(),
            smtp_url: None,
            mail_from: None,
            secret_key: None,
            trusted_proxies: Vec::new(),
            outbound_allow: Vec::new(),
            rate_limits: RateLimits::default(),
            registration: RegistrationSettings::default(),
            log: LogSettings::default(),
            sizes: Sizes::default(),
            hashing: HashingSettings::default(),
            audit_retention_days: 365,
            origins: BTreeMap::new(),
        }
    }

    /// Checks what concerns several settings at once; [`load`](Self::load) has done it.
    ///
    /// # Errors
    /// [`SettingsError`] when they do not go together.
    pub fn check(&self) -> Result<(), SettingsError> {
        let problems = self.conflicts();
        if problems.is_empty() { Ok(()) } else { Err(SettingsError(problems)) }
    }

    fn conflicts(&self) -> Vec<Problem> {
        let loopback =
            self.public_url.as_ref().map_or(self.listen.ip().is_loopback(), PublicUrl::is_loopback);
        let mut problems = Vec::new();
        if self.public_url.is_none() && !loopback {
            problems.push(Problem::Together(
                "HITKEY_PUBLIC_URL is needed when HITKEY_LISTEN is not a loopback address: \
                 set it to the URL at which people reach HitKey",
            ));
        } else if self.smtp_url.is_none() && !loopback {
            problems.push(Problem::Together(
                "HITKEY_SMTP_URL is needed when HITKEY_PUBLIC_URL is not a loopback address: \
                 without it no one would get a code or a reset link",
            ));
        }
        if self.hashing.memory_kib < 8 * self.hashing.lanes {
            problems.push(Problem::Together(
                "HITKEY_ARGON2_MEMORY_KIB must be at least 8 for each lane of HITKEY_ARGON2_PARALLELISM",
            ));
        }
        problems
    }

    /// The public URL of a server that listens on `address`.
    pub fn public_url_at(&self, address: SocketAddr) -> Option<PublicUrl> {
        self.public_url.clone().or_else(|| PublicUrl::local(address))
    }

    /// Whom mails come from on a server that listens on `address`.
    pub fn sender_at(&self, address: SocketAddr) -> Option<Sender> {
        let at_host = || Sender::parse(&format!("HitKey <no-reply@{}>", self.public_url_at(address)?.host()));
        // An IPv6 address is no mail host as it stands.
        let local = || Sender::parse("HitKey <no-reply@localhost>");
        self.mail_from.clone().or_else(at_host).or_else(local)
    }

    /// How long entries of the audit log are kept.
    pub fn audit_retention(&self) -> Duration {
        Duration::from_secs(u64::from(self.audit_retention_days) * 86_400)
    }

    /// The file that holds the server key when no setting does.
    pub fn key_file(&self) -> PathBuf {
        self.data_dir.join("server.key")
    }
}
