//! Finds the raw text of each setting: the environment over the file.

use super::key::{Key, Named, named, nearest};
use super::origin::{Origin, variable_of};
use super::problem::Problem;
use hitkey_kernel::SecretText;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Where settings are read from.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// The settings file. It must be there when named; otherwise `hitkey.toml` is read if it exists.
    pub file: Option<PathBuf>,
    /// The environment; only what begins with `HITKEY_` counts.
    pub environment: Vec<(OsString, OsString)>,
}

impl Sources {
    /// The process's own environment, and `file` if one was named.
    pub fn of_process(file: Option<PathBuf>) -> Self {
        Self { file, environment: env::vars_os().collect() }
    }
}

const DEFAULT_FILE: &str = "hitkey.toml";
/// Names the settings file itself, so it is no setting.
const CONFIG_VARIABLE: &str = "HITKEY_CONFIG";

/// The text of one setting and where it stood.
#[derive(Debug, Clone)]
pub(super) struct Raw {
    /// The text.
    pub(super) text: SecretText,
    /// Where it stood.
    pub(super) origin: Origin,
}

/// All texts that were found, and all that was wrong on the way.
#[derive(Debug, Default)]
pub(super) struct Layers {
    /// By the name of the setting.
    pub(super) found: BTreeMap<&'static str, Raw>,
    /// What was wrong.
    pub(super) problems: Vec<Problem>,
}

impl Layers {
    /// Reads the file, then the environment over it.
    pub(super) fn read(sources: &Sources) -> Self {
        let mut layers = Self::default();
        let file = layers.file_layer(sources.file.as_deref());
        let environment = layers.environment_layer(&sources.environment);
        layers.found = file;
        layers.found.extend(environment);
        layers
    }

    fn file_layer(&mut self, path: Option<&Path>) -> BTreeMap<&'static str, Raw> {
        let shown = path.unwrap_or(Path::new(DEFAULT_FILE));
        let text = match fs::read_to_string(shown) {
            Ok(text) => text,
            Err(error) if path.is_none() && error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => {
                self.unreadable(shown.display().to_string(), &error);
                String::new()
            }
        };
        let mut layer = BTreeMap::new();
        for (name, value) in self.table(shown, &text) {
            self.file_entry(&mut layer, shown, (name, value));
        }
        layer
    }

    fn table(&mut self, path: &Path, text: &str) -> toml::Table {
        text.parse().unwrap_or_else(|error: toml::de::Error| {
            // The error's own Display quotes the line, which may hold a secret.
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            self.problems.push(Problem::NotToml {
                file: path.display().to_string(),
                line: before.matches('\n').count() + 1,
                why: error.message().to_owned(),
            });
            toml::Table::new()
        })
    }

    fn file_entry(
        &mut self,
        layer: &mut BTreeMap<&'static str, Raw>,
        path: &Path,
        (name, value): (String, toml::Value),
    ) {
        let origin = Origin::file(path, &name);
        let Some(known) = named(&name) else {
            self.problems.push(Problem::Unknown { written: origin.to_string(), nearest: nearest(&name) });
            return;
        };
        match plain_text(&value) {
            Some(text) => self.put(layer, known, Raw { text: SecretText::new(text), origin }),
            None => self.problems.push(bad(known.key, origin, &value.to_string())),
        }
    }

    fn environment_layer(&mut self, variables: &[(OsString, OsString)]) -> BTreeMap<&'static str, Raw> {
        let mut layer = BTreeMap::new();
        for (variable, value) in variables {
            let variable = variable.to_string_lossy();
            if variable != CONFIG_VARIABLE
                && let Some(name) = variable.strip_prefix("HITKEY_")
            {
                self.variable(&mut layer, &name.to_ascii_lowercase(), value);
            }
        }
        layer
    }

    fn variable(&mut self, layer: &mut BTreeMap<&'static str, Raw>, name: &str, value: &OsString) {
        let Some(known) = named(name) else {
            let nearest = nearest(name).as_deref().map(variable_of);
            self.problems.push(Problem::Unknown { written: variable_of(name), nearest });
            return;
        };
        let origin = Origin::variable(known);
        match value.to_str() {
            Some(text) => self.put(layer, known, Raw { text: SecretText::new(text), origin }),
            None => self.problems.push(bad(known.key, origin, "not UTF-8")),
        }
    }

    fn put(&mut self, layer: &mut BTreeMap<&'static str, Raw>, known: Named, raw: Raw) {
        let raw = if known.by_file { self.follow(raw) } else { Some(raw) };
        let Some(raw) = raw else { return };
        if let Some(other) = layer.insert(known.key.name, raw.clone()) {
            let (first, second) = (other.origin.to_string(), raw.origin.to_string());
            self.problems.push(Problem::Twice { first, second });
        }
    }

    /// Reads the file that holds a secret. One line break at its end does not count.
    fn follow(&mut self, raw: Raw) -> Option<Raw> {
        match fs::read_to_string(raw.text.expose()) {
            Ok(text) => Some(Raw { text: SecretText::new(text.trim_end_matches(['\r', '\n'])), ..raw }),
            Err(error) => {
                self.unreadable(format!("{}, named by {},", raw.text.expose(), raw.origin), &error);
                None
            }
        }
    }

    fn unreadable(&mut self, what: String, error: &io::Error) {
        self.problems.push(Problem::Unreadable { what, why: error.to_string() });
    }
}

/// The problem of a value that is not of the right form; a secret is not shown.
pub(super) fn bad(key: &Key, origin: Origin, value: &str) -> Problem {
    let value = (!key.secret || value.is_empty()).then(|| value.to_owned());
    Problem::Bad { origin, value, expected: key.expected }
}

/// A TOML value as the same text that the environment would hold.
fn plain_text(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Integer(number) => Some(number.to_string()),
        toml::Value::Array(items) => {
            let texts: Option<Vec<&str>> = items.iter().map(toml::Value::as_str).collect();
            texts.map(|texts| texts.join(","))
        }
        _ => None,
    }
}
