use super::key::KEYS;
use super::{Origin, Settings};
use std::fmt;

/// A setting as `check-config` shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effective {
    /// Its name in the file.
    pub name: &'static str,
    /// Its value; secrets are masked.
    pub value: String,
    /// Where it came from.
    pub origin: Origin,
}

impl fmt::Display for Effective {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<20} {:<44} {}", self.name, self.value, self.origin)
    }
}

impl Settings {
    /// Every setting with the value that counts and where it came from. Secrets are masked.
    pub fn effective(&self) -> Vec<Effective> {
        KEYS.iter()
            .map(|key| Effective { name: key.name, value: (key.show)(self), origin: self.origin(key.name) })
            .collect()
    }

    fn origin(&self, name: &str) -> Origin {
        self.origins.get(name).cloned().unwrap_or_default()
    }
}
