use std::fmt;
use std::path::PathBuf;

/// Which database to use, and how.
#[derive(Clone, PartialEq, Eq)]
pub struct StoreSettings {
    /// `sqlite:PATH`, or `postgres://…` as libpq reads it.
    pub url: String,
    /// How many connections may be open: to Postgres, or for reading from SQLite, which has one more for
    /// writing. At least 1.
    pub pool_size: u32,
    /// When SQLite may acknowledge a commit.
    pub sqlite_synchronous: Synchronous,
}

/// When SQLite acknowledges a commit; what is greater is stricter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Synchronous {
    /// When the operating system has it: it survives a crash of the program, but perhaps not of the machine.
    Normal,
    /// When it has reached the disk: what was acknowledged survives a power cut.
    #[default]
    Full,
}

/// The database URL is not one we understand.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UrlError {
    /// The scheme is neither of ours.
    #[error("a database URL begins with sqlite: or postgres://")]
    Scheme,
    /// SQLite without a file: several connections could not share it.
    #[error("sqlite: needs the path of a file")]
    NoFile,
}

/// A database URL, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    Postgres(String),
    Sqlite(PathBuf),
}

impl StoreSettings {
    /// The database at `url`, with eight connections and everything else by default.
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), pool_size: 8, sqlite_synchronous: Synchronous::default() }
    }

    pub(crate) fn target(&self) -> Result<Target, UrlError> {
        if self.url.starts_with("postgres://") || self.url.starts_with("postgresql://") {
            return Ok(Target::Postgres(self.url.clone()));
        }
        let path = self.url.strip_prefix("sqlite:").ok_or(UrlError::Scheme)?;
        let path = path.strip_prefix("//").unwrap_or(path);
        if path.is_empty() || path.contains(":memory:") {
            return Err(UrlError::NoFile);
        }
        Ok(Target::Sqlite(path.into()))
    }
}

impl fmt::Debug for StoreSettings {
    /// Leaves the URL out: it may carry a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoreSettings")
            .field("pool_size", &self.pool_size)
            .field("sqlite_synchronous", &self.sqlite_synchronous)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_told_apart_by_their_scheme() {
        let postgres = |url: &str| Ok(Target::Postgres(url.into()));
        let sqlite = |path: &str| Ok(Target::Sqlite(path.into()));
        for (url, target) in [
            ("postgres://u:p@h/d", postgres("postgres://u:p@h/d")),
            ("postgresql:///d", postgres("postgresql:///d")),
            ("sqlite:data/hitkey.db", sqlite("data/hitkey.db")),
            ("sqlite:/var/hitkey.db", sqlite("/var/hitkey.db")),
            ("sqlite:///var/hitkey.db", sqlite("/var/hitkey.db")),
            ("sqlite:", Err(UrlError::NoFile)),
            ("sqlite::memory:", Err(UrlError::NoFile)),
            ("mysql://h/d", Err(UrlError::Scheme)),
            ("hitkey.db", Err(UrlError::Scheme)),
        ] {
            assert_eq!(StoreSettings::new(url).target(), target, "{url}");
        }
    }

    #[test]
    fn settings_do_not_print_the_password() {
        let printed = format!("{:?}", StoreSettings::new("postgres://u:hunter2@h/d"));
        assert!(!printed.contains("hunter2"), "{printed}");
    }
}
