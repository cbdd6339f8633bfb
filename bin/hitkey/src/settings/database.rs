use hitkey_kernel::SecretText;
use std::fmt;
use std::path::{Path, PathBuf};
use url::Url;

/// Which database holds everything. Displays with its password masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file of embedded SQLite, made when it is not there.
    Sqlite(PathBuf),
    /// A PostgreSQL server, as libpq's URI.
    Postgres(SecretText),
}

impl DatabaseUrl {
    /// Takes `sqlite:PATH` (`sqlite://` too) or `postgres://…` (`postgresql://` too).
    ///
    /// Returns `None` for everything else. SQLite in memory is refused: it would forget everybody.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            let is_file = !path.is_empty() && !path.contains([':', '?']) && !path.ends_with('/');
            return is_file.then(|| Self::Sqlite(path.into()));
        }
        // Not every URI of libpq's is a URL: one over a socket may name a user and no host.
        let (scheme, rest) = text.split_once("://")?;
        let is_postgres = matches!(scheme, "postgres" | "postgresql") && !rest.is_empty();
        is_postgres.then(|| Self::Postgres(SecretText::new(text)))
    }

    /// The URL with everything in it, for the store.
    pub fn to_url(&self) -> String {
        match self {
            Self::Sqlite(path) => format!("sqlite:{}", path.display()),
            Self::Postgres(url) => url.expose().to_owned(),
        }
    }

    /// The database file that a data directory has by default.
    pub fn in_dir(data_dir: &Path) -> Self {
        Self::Sqlite(data_dir.join("hitkey.db"))
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(url) => f.write_str(&masked(url)),
        }
    }
}

/// Stands for what must not be shown.
pub(super) const MASK: &str = "***";

/// A URL with its password masked, wherever it stands; the mask alone when that can't be done.
pub(super) fn masked(url: &SecretText) -> String {
    let Ok(mut url) = Url::parse(url.expose()) else {
        return MASK.to_owned();
    };
    if url.password().is_some() && url.set_password(Some(MASK)).is_err() {
        return MASK.to_owned();
    }
    if url.query_pairs().any(|(name, _)| is_password(&name)) {
        url.set_query(Some(MASK));
    }
    url.to_string()
}

fn is_password(parameter: &str) -> bool {
    parameter.to_ascii_lowercase().contains("password")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn databases_are_told_apart_and_shown_without_password() {
        for (text, shown) in [
            ("sqlite:data/x.db", Some("sqlite:data/x.db")),
            ("sqlite:///var/lib/hitkey/x.db", Some("sqlite:/var/lib/hitkey/x.db")),
            ("sqlite:/x.db", Some("sqlite:/x.db")),
            ("sqlite::memory:", None),
            ("sqlite:", None),
            ("sqlite:x.db?mode=ro", None),
            ("postgres://ann:s3cret@db:5432/hitkey", Some("postgres://ann:***@db:5432/hitkey")),
            ("postgresql://db/hitkey", Some("postgresql://db/hitkey")),
            ("postgres:///hitkey?host=/run/pg&password=s3cret", Some("postgres:///hitkey?***")),
            ("postgres:///hitkey?host=/run/pg", Some("postgres:///hitkey?host=/run/pg")),
            ("postgresql://ann@/hitkey?host=/run/pg", Some("***")),
            ("postgres://", None),
            ("mysql://db/hitkey", None),
            ("hitkey.db", None),
        ] {
            let database = DatabaseUrl::parse(text);
            assert_eq!(database.as_ref().map(ToString::to_string).as_deref(), shown, "{text:?}");
            assert!(!format!("{database:?}").contains("s3cret"), "{text:?}");
        }
    }
}
