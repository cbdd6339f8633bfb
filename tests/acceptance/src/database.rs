use crate::python;
use std::path::Path;
use std::process::Command;
use test_postgres::Binaries;

/// Prints the named tables, or else every one, of the SQLite file named first, strings and blobs as they are.
const DUMP_SQLITE: &str = r#"
import sqlite3, sys
database = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
database.text_factory = bytes
every = database.execute("select name from sqlite_schema where type = 'table'")
tables = sys.argv[2:] or [name.decode() for (name,) in every]
for table in tables:
    for row in database.execute(f'select * from "{table}"'):
        for value in row:
            if isinstance(value, bytes):
                sys.stdout.buffer.write(value + b"\n" + value.hex().encode())
            else:
                sys.stdout.buffer.write(repr(value).encode())
            sys.stdout.buffer.write(b"\n")
"#;

/// Which database a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Database {
    /// Embedded SQLite, in the server's data directory.
    Sqlite,
    /// A fresh database on a Postgres server of the test process's own.
    Postgres,
}

/// The database of one server.
#[derive(Debug)]
pub(crate) enum Storage {
    Sqlite,
    Postgres(test_postgres::Database),
}

impl Storage {
    pub(crate) fn new(database: Database) -> Self {
        match database {
            Database::Sqlite => Self::Sqlite,
            Database::Postgres => Self::Postgres(test_postgres::database()),
        }
    }

    /// Everything that is stored: each value of each table; with SQLite also the raw files, which still hold
    /// what was deleted.
    pub(crate) fn dump(&self, data_directory: &Path) -> Vec<u8> {
        match self {
            Self::Sqlite => {
                let file = data_directory.join("hitkey.db");
                let mut bytes = output(&mut dump_sqlite(&file));
                bytes.extend(std::fs::read(&file).unwrap());
                bytes.extend(std::fs::read(file.with_extension("db-wal")).unwrap_or_default());
                bytes
            }
            Self::Postgres(database) => output(&mut dump_postgres(database)),
        }
    }

    /// Each value of one table, without what was deleted.
    pub(crate) fn dump_table(&self, data_directory: &Path, table: &str) -> Vec<u8> {
        match self {
            Self::Sqlite => output(dump_sqlite(&data_directory.join("hitkey.db")).arg(table)),
            Self::Postgres(database) => output(dump_postgres(database).args(["--table", table])),
        }
    }
}

fn dump_sqlite(file: &Path) -> Command {
    let mut command = Command::new(python());
    command.args(["-c", DUMP_SQLITE]).arg(file);
    command
}

fn dump_postgres(database: &test_postgres::Database) -> Command {
    let mut command = Binaries::find().command("pg_dump");
    command.args(["--data-only", "--inserts", "--dbname"]).arg(database.url());
    command
}

fn output(command: &mut Command) -> Vec<u8> {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    assert!(!output.stdout.is_empty(), "{command:?} printed nothing");
    output.stdout
}
