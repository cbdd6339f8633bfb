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
    match url.strip_prefix("sqlite:") {
        Some(path) => SqliteConnection::establish(path).unwrap().batch_execute(sql),
        None => PgConnection::establish(url).unwrap().batch_execute(sql),
    }
    .unwrap();
}
