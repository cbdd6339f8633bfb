use std::fmt;

pub(crate) const USAGE: &str =
    "usage: hitkey-bench [--database sqlite|postgres] [--seconds N] [--rounds N] [--check]";

/// Which database the server runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Database {
    Sqlite,
    Postgres,
}

impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "Postgres",
        })
    }
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Arguments {
    pub(crate) database: Database,
    /// How long each operation is driven.
    pub(crate) seconds: u64,
    /// How often everything is measured; what counts is the middle.
    pub(crate) rounds: usize,
    pub(crate) check: bool,
}

/// The bare server that this program starts as a child of itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bare {
    pub(crate) port: u16,
    /// Bytes of the answer's body.
    pub(crate) size: usize,
    /// Whether it computes an Argon2id before each answer.
    pub(crate) hashes: bool,
}

impl Bare {
    /// What makes this program become that server.
    pub(crate) fn arguments(self) -> [String; 4] {
        ["--bare".to_owned(), self.port.to_string(), self.size.to_string(), self.hashes.to_string()]
    }
}

#[derive(Debug)]
pub(crate) enum Mode {
    Measure(Arguments),
    Bare(Bare),
}

impl Arguments {
    pub(crate) fn read(mut words: impl Iterator<Item = String>) -> Result<Mode, String> {
        let mut arguments = Self { database: Database::Sqlite, seconds: 2, rounds: 3, check: false };
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or(format!("{word} needs a value"));
            match word.as_str() {
                "--check" => arguments.check = true,
                "--seconds" => arguments.seconds = number(&value()?)?,
                "--rounds" => arguments.rounds = number::<usize>(&value()?)?.max(1),
                "--database" => arguments.database = database(&value()?)?,
                "--bare" => {
                    let (port, size) = (number(&value()?)?, number(&value()?)?);
                    return Ok(Mode::Bare(Bare { port, size, hashes: value()? == "true" }));
                }
                _ => return Err(format!("{word} is not known")),
            }
        }
        Ok(Mode::Measure(arguments))
    }
}

fn number<N: std::str::FromStr>(text: &str) -> Result<N, String> {
    text.parse().map_err(|_| format!("{text} is not a number"))
}

fn database(text: &str) -> Result<Database, String> {
    match text {
        "sqlite" => Ok(Database::Sqlite),
        "postgres" => Ok(Database::Postgres),
        _ => Err(format!("{text} is not a database")),
    }
}
