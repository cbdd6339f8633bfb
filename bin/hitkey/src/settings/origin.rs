use super::key::Named;
use std::fmt;
use std::path::{Path, PathBuf};

/// Where a setting came from. Displays as the name that a person would look for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Origin {
    /// Nobody set it.
    #[default]
    Default,
    /// A line of the settings file.
    File {
        /// The settings file.
        path: PathBuf,
        /// The name of the line.
        name: String,
    },
    /// A variable of the environment.
    Environment {
        /// The variable.
        name: String,
    },
}

impl Origin {
    /// A name in the settings file.
    pub(super) fn file(path: &Path, name: &str) -> Self {
        Self::File { path: path.to_owned(), name: name.to_owned() }
    }

    /// A setting's variable in the environment.
    pub(super) fn variable(named: Named) -> Self {
        let ending = if named.by_file { "_FILE" } else { "" };
        Self::Environment { name: format!("{}{ending}", variable_of(named.key.name)) }
    }
}

/// The variable of a name that is spelled as in the file.
pub(super) fn variable_of(name: &str) -> String {
    format!("HITKEY_{}", name.to_ascii_uppercase())
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File { path, name } => write!(f, "{name} in {}", path.display()),
            Self::Environment { name } => f.write_str(name),
        }
    }
}
