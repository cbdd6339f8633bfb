use hitkey_oauth::TokenSettings;
use serde::{Deserialize, Serialize};

/// The column `clients.tokens`, as JSON. NULL stands for what is so by default, and so does what is missing.
#[derive(Serialize, Deserialize)]
#[serde(default)]
struct Stored {
    rotates_refresh: bool,
}

impl Default for Stored {
    fn default() -> Self {
        TokenSettings::default().into()
    }
}

impl From<TokenSettings> for Stored {
    fn from(settings: TokenSettings) -> Self {
        Self { rotates_refresh: settings.rotates_refresh }
    }
}

impl From<Stored> for TokenSettings {
    fn from(stored: Stored) -> Self {
        Self { rotates_refresh: stored.rotates_refresh }
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
