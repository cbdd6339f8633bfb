use hitkey_oauth::{ScopeSet, TokenLifetimes, TokenSettings};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// The column `clients.tokens`, as JSON. NULL stands for what is so by default, and so does what is missing.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Stored {
    rotates_refresh: bool,
    /// In seconds, like all the others.
    access: Option<u64>,
    id: Option<u64>,
    refresh_idle: Option<u64>,
    refresh: Option<u64>,
    scope: Option<String>,
}

impl From<TokenSettings> for Stored {
    fn from(settings: TokenSettings) -> Self {
        let own = settings.lifetimes;
        let seconds = |lifetime: Option<Duration>| lifetime.map(|lifetime| lifetime.as_secs());
        Self {
            rotates_refresh: settings.rotates_refresh,
            access: seconds(own.access),
            id: seconds(own.id),
            refresh_idle: seconds(own.refresh_idle),
            refresh: seconds(own.refresh),
            scope: settings.scopes.map(|scopes| scopes.to_string()),
        }
    }
}

impl From<Stored> for TokenSettings {
    fn from(stored: Stored) -> Self {
        let lifetime = |seconds: Option<u64>| seconds.map(Duration::from_secs);
        Self {
            rotates_refresh: stored.rotates_refresh,
            lifetimes: TokenLifetimes {
                access: lifetime(stored.access),
                id: lifetime(stored.id),
                refresh_idle: lifetime(stored.refresh_idle),
                refresh: lifetime(stored.refresh),
            },
            scopes: stored.scope.map(|scope| ScopeSet::parse(&scope)),
        }
    }
}

/// Token settings as they are stored.
pub(super) fn tokens_column(settings: TokenSettings) -> Option<String> {
    let changed = settings != TokenSettings::default();
    changed.then(|| serde_json::to_string(&Stored::from(settings)).ok()).flatten()
}

/// Token settings as they were stored.
pub(super) fn token_settings(json: &str) -> Option<TokenSettings> {
    serde_json::from_str::<Stored>(json).ok().map(Into::into)
}
