//! Looks at tables from outside.

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::BigInt;

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// How many rows a table has.
pub(crate) fn count(url: &str, table: &str) -> i64 {
    let query = format!("SELECT count(*) AS number FROM {table}");
    let row: Number = match url.strip_prefix("sqlite:") {
        Some(path) => diesel::sql_query(query).get_result(&mut SqliteConnection::establish(path).unwrap()),
        None => diesel::sql_query(query).get_result(&mut PgConnection::establish(url).unwrap()),
    }
    .unwrap();
    row.number
}

/// Runs SQL behind the store's back.
pub(crate) fn execute(url: &str, sql: &str) {
    run(url, sql).unwrap();
}

/// Whether the database lets it.
pub(crate) fn try_execute(url: &str, sql: &str) -> bool {
    run(url, sql).is_ok()
}

/// In one transaction, as migrations run, and with the references held as the store has it.
fn run(url: &str, sql: &str) -> QueryResult<()> {
    match url.strip_prefix("sqlite:") {
        Some(path) => {
            let mut c = SqliteConnection::establish(path).unwrap();
            c.batch_execute("PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON")?;
            c.transaction(|c| c.batch_execute(sql))
        }
        None => PgConnection::establish(url).unwrap().transaction(|c| c.batch_execute(sql)),
    }
}
