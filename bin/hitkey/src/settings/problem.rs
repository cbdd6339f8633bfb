use super::origin::Origin;
use std::fmt;

/// The settings can't be used. Displays every problem that was found, one a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsError(pub(super) Vec<Problem>);

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the settings can't be used")?;
        self.0.iter().try_for_each(|problem| write!(f, "\n  {problem}"))
    }
}

impl std::error::Error for SettingsError {}

/// One thing that is wrong with the settings. Never shows the value of a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Problem {
    /// No setting has this name.
    #[error("{written} is not a setting{}", suggestion(nearest.as_deref()))]
    Unknown {
        /// The name as it was written.
        written: String,
        /// The known name that is most like it, spelled for the same place.
        nearest: Option<String>,
    },
    /// The value is not of the right form.
    #[error("{origin} {}: expected {expected}", shown(value.as_deref()))]
    Bad {
        /// Where the value came from.
        origin: Origin,
        /// The value; `None` for a secret.
        value: Option<String>,
        /// What would be right.
        expected: &'static str,
    },
    /// The setting and its `_FILE` form are both there.
    #[error("{first} and {second} are both set: keep one of them")]
    Twice {
        /// One of them.
        first: String,
        /// The other.
        second: String,
    },
    /// A file that was named can't be read.
    #[error("{what} can't be read: {why}")]
    Unreadable {
        /// Which file, and who named it.
        what: String,
        /// What the system said.
        why: String,
    },
    /// The file is not TOML.
    #[error("{file}:{line}: {why}")]
    NotToml {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong there, without the line's text.
        why: String,
    },
    /// Settings that are right each for itself do not go together.
    #[error("{0}")]
    Together(&'static str),
}

fn suggestion(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |name| format!(": did you mean {name}?"))
}

fn shown(value: Option<&str>) -> String {
    match value {
        Some("") => "is empty".to_owned(),
        Some(value) => format!("is {value:?}"),
        None => "is not of the right form".to_owned(),
    }
}
