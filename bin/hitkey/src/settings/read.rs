//! Turns the texts that were found into typed settings. A bad one counts as absent once it is noted.

use super::key::{self, Key};
use super::layers::{Layers, Sources, bad};
use super::problem::Problem;
use super::{
    DatabaseUrl, HashingSettings, LogFormat, LogSettings, PublicUrl, RegistrationSettings, Sender,
    ServerSecret, Settings, Sizes, number, rate, registration, synchronous,
};
use hitkey_kernel::SecretText;
use hitkey_mail_smtp::SmtpSettings;
use ipnet::IpNet;
use std::net::IpAddr;
use std::path::PathBuf;

/// The settings and everything that was wrong with them.
pub(super) fn read(sources: &Sources) -> (Settings, Vec<Problem>) {
    let mut layers = Layers::read(sources);
    let data_dir = layers.get(&key::DATA_DIR, directory).unwrap_or_else(|| PathBuf::from("data"));
    let mut settings = Settings::in_dir(data_dir);
    layers.fill(&mut settings);
    settings.origins = layers.found.into_iter().map(|(name, raw)| (name, raw.origin)).collect();
    (settings, layers.problems)
}

impl Layers {
    /// The setting, parsed; `None` when it is absent, or bad, which is noted.
    fn get<T>(&mut self, key: &Key, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let raw = self.found.get(key.name)?;
        let value = parse(raw.text.expose());
        if value.is_none() {
            self.problems.push(bad(key, raw.origin.clone(), raw.text.expose()));
        }
        value
    }

    fn set<T>(&mut self, place: &mut T, key: &Key, parse: impl Fn(&str) -> Option<T>) {
        if let Some(value) = self.get(key, parse) {
            *place = value;
        }
    }

    fn fill(&mut self, settings: &mut Settings) {
        self.set(&mut settings.listen, &key::LISTEN, |text| text.parse().ok());
        settings.metrics_listen = self.get(&key::METRICS_LISTEN, |text| text.parse().ok());
        settings.public_url = self.get(&key::PUBLIC_URL, PublicUrl::parse);
        self.set(&mut settings.database, &key::DATABASE_URL, DatabaseUrl::parse);
        self.set(&mut settings.sqlite_synchronous, &key::SQLITE_SYNCHRONOUS, synchronous::parse);
        settings.smtp_url = self.get(&key::SMTP_URL, smtp_url);
        settings.mail_from = self.get(&key::MAIL_FROM, Sender::parse);
        settings.secret_key = self.get(&key::SECRET_KEY, ServerSecret::parse);
        self.set(&mut settings.trusted_proxies, &key::TRUSTED_PROXIES, networks);
        self.set(&mut settings.outbound_allow, &key::OUTBOUND_ALLOW, networks);
        self.set(&mut settings.audit_retention_days, &key::AUDIT_RETENTION_DAYS, number::within(1..=36_500));
        self.set(&mut settings.rate_limits.anonymous, &key::RATE_LIMIT_ANONYMOUS, rate::parse);
        self.set(&mut settings.rate_limits.token, &key::RATE_LIMIT_TOKEN, rate::parse);
        self.registration(&mut settings.registration);
        self.log(&mut settings.log);
        self.sizes(&mut settings.sizes);
        self.hashing(&mut settings.hashing);
    }

    fn registration(&mut self, settings: &mut RegistrationSettings) {
        self.set(&mut settings.access, &key::DYNAMIC_REGISTRATION, registration::parse);
        self.set(&mut settings.hosts, &key::DYNAMIC_REGISTRATION_HOSTS, registration::hosts);
        settings.scopes = self.get(&key::DYNAMIC_REGISTRATION_SCOPES, registration::scopes);
    }

    fn log(&mut self, log: &mut LogSettings) {
        let format = self.get(&key::LOG_FORMAT, LogFormat::parse).unwrap_or_default();
        log.format = format;
        self.set(log, &key::LOG, |filter| LogSettings::new(filter, format));
    }

    fn sizes(&mut self, sizes: &mut Sizes) {
        self.set(&mut sizes.workers, &key::WORKERS, number::within(1..=256));
        self.set(&mut sizes.database_pool, &key::DATABASE_POOL, number::within(1..=256));
    }

    fn hashing(&mut self, hashing: &mut HashingSettings) {
        self.set(&mut hashing.threads, &key::HASH_WORKERS, number::within(1..=256));
        hashing.waiting = hashing.threads * 64;
        self.set(&mut hashing.waiting, &key::HASH_QUEUE, number::within(0..=100_000));
        self.set(&mut hashing.memory_kib, &key::ARGON2_MEMORY_KIB, number::within(8..=4_194_304));
        self.set(&mut hashing.passes, &key::ARGON2_ITERATIONS, number::within(1..=100));
        self.set(&mut hashing.lanes, &key::ARGON2_PARALLELISM, number::within(1..=16));
    }
}

fn directory(text: &str) -> Option<PathBuf> {
    (!text.trim().is_empty()).then(|| text.into())
}

fn networks(text: &str) -> Option<Vec<IpNet>> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    let networks: Option<Vec<_>> = parts.map(network).collect();
    networks.filter(|networks| !networks.is_empty())
}

/// A network, or one address as a network of its own.
fn network(text: &str) -> Option<IpNet> {
    text.parse().ok().or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from))
}

fn smtp_url(text: &str) -> Option<SecretText> {
    SmtpSettings::parse(text).ok().map(|_| SecretText::new(text))
}
