use super::database::{MASK, masked};
use super::{Settings, rate, registration, synchronous};
use ipnet::IpNet;

/// One setting: how it is called and what a right value looks like.
#[derive(Debug)]
pub(super) struct Key {
    /// The name in the file; upper-cased behind `HITKEY_` in the environment.
    pub(super) name: &'static str,
    /// Whether its value must not be shown and may come from a file (`_FILE`).
    pub(super) secret: bool,
    /// What would be right, as the end of "expected …".
    pub(super) expected: &'static str,
    /// Its effective value, masked if it is a secret.
    pub(super) show: Show,
}

type Show = fn(&Settings) -> String;

const fn plain(name: &'static str, expected: &'static str, show: Show) -> Key {
    Key { name, secret: false, expected, show }
}

const fn secret(name: &'static str, expected: &'static str, show: Show) -> Key {
    Key { name, secret: true, expected, show }
}

const NETWORKS: &str = "networks separated by commas, such as 10.0.0.0/8, ::1";
const RATE: &str = "requests a minute from 1 to 1000000, or off";

pub(super) const LISTEN: Key =
    plain("listen", "an address and a port, such as 127.0.0.1:8080", |s| s.listen.to_string());
pub(super) const METRICS_LISTEN: Key =
    plain("metrics_listen", "an address and a port, such as 127.0.0.1:9090", |s| {
        s.metrics_listen.map_or_else(|| "none".to_owned(), |address| address.to_string())
    });
pub(super) const PUBLIC_URL: Key = plain(
    "public_url",
    "an https URL without path, such as https://id.example.org (http only for a loopback host)",
    |s| s.public_url_at(s.listen).map(|url| url.to_string()).unwrap_or_default(),
);
pub(super) const DATA_DIR: Key =
    plain("data_dir", "a directory, such as ./data", |s| s.data_dir.display().to_string());
pub(super) const DATABASE_URL: Key =
    secret("database_url", "sqlite:PATH of a file, or postgres://user:password@host/database", |s| {
        s.database.to_string()
    });
pub(super) const SMTP_URL: Key = secret(
    "smtp_url",
    "smtp://HOST or smtps://USER:PASSWORD@HOST:PORT, both parts percent-encoded, and ?tls=required, \
     opportunistic or none",
    |s| s.smtp_url.as_ref().map_or_else(|| "none: mails stay at /dev/mail".to_owned(), masked),
);
pub(super) const MAIL_FROM: Key = plain(
    "mail_from",
    "a mail address, such as no-reply@example.org or HitKey <no-reply@example.org>",
    |s| s.sender_at(s.listen).map(|sender| sender.to_string()).unwrap_or_default(),
);
pub(super) const SECRET_KEY: Key =
    secret("secret_key", "32 random bytes in base64 or hex, as `openssl rand -base64 32` prints them", |s| {
        match s.secret_key {
            Some(_) => MASK.to_owned(),
            None => s.key_file().display().to_string(),
        }
    });
pub(super) const TRUSTED_PROXIES: Key = plain("trusted_proxies", NETWORKS, |s| networks(&s.trusted_proxies));
pub(super) const OUTBOUND_ALLOW: Key = plain("outbound_allow", NETWORKS, |s| networks(&s.outbound_allow));
pub(super) const RATE_LIMIT_ANONYMOUS: Key =
    plain("rate_limit_anonymous", RATE, |s| rate::name(s.rate_limits.anonymous));
pub(super) const RATE_LIMIT_TOKEN: Key = plain("rate_limit_token", RATE, |s| rate::name(s.rate_limits.token));
pub(super) const DYNAMIC_REGISTRATION: Key = plain("dynamic_registration", "off, open or token", |s| {
    registration::name(s.registration.access).to_owned()
});
pub(super) const DYNAMIC_REGISTRATION_HOSTS: Key = plain(
    "dynamic_registration_hosts",
    "hosts separated by commas, such as app.example.org, 127.0.0.1",
    registration::shown_hosts,
);
pub(super) const DYNAMIC_REGISTRATION_SCOPES: Key = plain(
    "dynamic_registration_scopes",
    "known scopes with blanks between, openid among them, such as openid profile email",
    registration::shown_scopes,
);
pub(super) const LOG: Key =
    plain("log", "a filter, such as info or info,hitkey_http=debug", |s| s.log.filter().to_owned());
pub(super) const LOG_FORMAT: Key = plain("log_format", "pretty or json", |s| s.log.format.to_string());
pub(super) const WORKERS: Key =
    plain("workers", "a number of threads from 1 to 256", |s| s.sizes.workers.to_string());
pub(super) const DATABASE_POOL: Key =
    plain("database_pool", "a number of connections from 1 to 256", |s| s.sizes.database_pool.to_string());
pub(super) const HASH_WORKERS: Key =
    plain("hash_workers", "a number of threads from 1 to 256", |s| s.hashing.threads.to_string());
pub(super) const HASH_QUEUE: Key =
    plain("hash_queue", "how many may wait, from 0 to 100000", |s| s.hashing.waiting.to_string());
pub(super) const ARGON2_MEMORY_KIB: Key =
    plain("argon2_memory_kib", "KiB of memory from 8 to 4194304", |s| s.hashing.memory_kib.to_string());
pub(super) const ARGON2_ITERATIONS: Key =
    plain("argon2_iterations", "a number of passes from 1 to 100", |s| s.hashing.passes.to_string());
pub(super) const ARGON2_PARALLELISM: Key =
    plain("argon2_parallelism", "a number of lanes from 1 to 16", |s| s.hashing.lanes.to_string());
pub(super) const AUDIT_RETENTION_DAYS: Key =
    plain("audit_retention_days", "a number of days from 1 to 36500", |s| s.audit_retention_days.to_string());
pub(super) const SQLITE_SYNCHRONOUS: Key =
    plain("sqlite_synchronous", "full or normal", |s| synchronous::name(s.sqlite_synchronous).to_owned());

/// Every setting there is, in the order in which `check-config` shows them.
pub(super) const KEYS: [&Key; 26] = [
    &LISTEN,
    &METRICS_LISTEN,
    &PUBLIC_URL,
    &DATA_DIR,
    &DATABASE_URL,
    &SMTP_URL,
    &MAIL_FROM,
    &SECRET_KEY,
    &TRUSTED_PROXIES,
    &OUTBOUND_ALLOW,
    &RATE_LIMIT_ANONYMOUS,
    &RATE_LIMIT_TOKEN,
    &DYNAMIC_REGISTRATION,
    &DYNAMIC_REGISTRATION_HOSTS,
    &DYNAMIC_REGISTRATION_SCOPES,
    &LOG,
    &LOG_FORMAT,
    &WORKERS,
    &DATABASE_POOL,
    &HASH_WORKERS,
    &HASH_QUEUE,
    &ARGON2_MEMORY_KIB,
    &ARGON2_ITERATIONS,
    &ARGON2_PARALLELISM,
    &SQLITE_SYNCHRONOUS,
    &AUDIT_RETENTION_DAYS,
];

fn networks(networks: &[IpNet]) -> String {
    let networks: Vec<String> = networks.iter().map(ToString::to_string).collect();
    if networks.is_empty() { "none".to_owned() } else { networks.join(", ") }
}

/// What a name in the file or the environment stands for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named {
    /// The setting.
    pub(super) key: &'static Key,
    /// The value is not the setting itself but the path of a file that holds it.
    pub(super) by_file: bool,
}

/// Looks a name up, spelled as in the file.
pub(super) fn named(name: &str) -> Option<Named> {
    KEYS.iter().find_map(|key| key.understands(name))
}

/// The known name that is most like `name`, if one is like it at all.
pub(super) fn nearest(name: &str) -> Option<String> {
    const LIKE: f64 = 0.75;
    let names = KEYS.iter().flat_map(|key| key.names());
    let scored = names.map(|known| (strsim::normalized_damerau_levenshtein(&known, name), known));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(likeness, _)| *likeness >= LIKE).map(|(_, known)| known)
}

impl Key {
    fn understands(&'static self, name: &str) -> Option<Named> {
        if name == self.name {
            return Some(Named { key: self, by_file: false });
        }
        let by_file = self.secret && name.strip_suffix("_file") == Some(self.name);
        by_file.then_some(Named { key: self, by_file })
    }

    fn names(&self) -> impl Iterator<Item = String> {
        let by_file = self.secret.then(|| format!("{}_file", self.name));
        std::iter::once(self.name.to_owned()).chain(by_file)
    }
}
