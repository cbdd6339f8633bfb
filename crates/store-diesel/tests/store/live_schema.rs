//! What a database says about itself, and what `schema.rs` says about it, in the same words.

use diesel::prelude::*;
use diesel::sql_types::{Bool, Nullable, Text};
use std::collections::{BTreeMap, BTreeSet};

/// `column` to (type as `schema.rs` names it, whether it can be NULL).
pub(crate) type Columns = BTreeMap<String, (String, bool)>;

/// A schema without the migrations' own table.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Live {
    pub(crate) tables: BTreeMap<String, Columns>,
    /// Name, table and columns of every index with a name of ours.
    pub(crate) indexes: BTreeSet<String>,
}

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    table: String,
    #[diesel(sql_type = Text)]
    column: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Bool)]
    nullable: bool,
}

#[derive(QueryableByName)]
struct Index {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    table: String,
    #[diesel(sql_type = Nullable<Text>)]
    columns: Option<String>,
}

const SQLITE_COLUMNS: &str = "SELECT m.name AS \"table\", c.name AS \"column\", c.type AS kind, \
     NOT c.\"notnull\" AS nullable FROM sqlite_master m JOIN pragma_table_info(m.name) c \
     WHERE m.type = 'table' AND m.name NOT LIKE '\\_\\_%' ESCAPE '\\'";
const POSTGRES_COLUMNS: &str = "SELECT table_name::text AS \"table\", column_name::text AS \"column\", \
     data_type::text AS kind, is_nullable = 'YES' AS nullable FROM information_schema.columns \
     WHERE table_schema = 'public' AND table_name NOT LIKE '\\_\\_%'";
const SQLITE_INDEXES: &str = "SELECT m.name, m.tbl_name AS \"table\", \
     (SELECT group_concat(i.name, ', ') FROM pragma_index_info(m.name) i) AS columns \
     FROM sqlite_master m WHERE m.type = 'index' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
const POSTGRES_INDEXES: &str = "SELECT i.relname::text AS name, t.relname::text AS \"table\", \
     (SELECT string_agg(a.attname::text, ', ' ORDER BY a.attnum) FROM pg_attribute a \
     WHERE a.attrelid = i.oid) AS columns FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid \
     JOIN pg_class t ON t.oid = x.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace \
     WHERE n.nspname = 'public' AND NOT x.indisprimary AND t.relname NOT LIKE '\\_\\_%'";

/// What the database at `url` says.
pub(crate) fn live(url: &str) -> Live {
    let (columns, indexes): (Vec<Column>, Vec<Index>) = match url.strip_prefix("sqlite:") {
        Some(path) => {
            let mut c = SqliteConnection::establish(path).unwrap();
            let columns = diesel::sql_query(SQLITE_COLUMNS).load(&mut c).unwrap();
            (columns, diesel::sql_query(SQLITE_INDEXES).load(&mut c).unwrap())
        }
        None => {
            let mut c = PgConnection::establish(url).unwrap();
            let columns = diesel::sql_query(POSTGRES_COLUMNS).load(&mut c).unwrap();
            (columns, diesel::sql_query(POSTGRES_INDEXES).load(&mut c).unwrap())
        }
    };
    let mut tables: BTreeMap<String, Columns> = BTreeMap::new();
    for Column { table, column, kind, nullable } in columns {
        let kind = kind_of(&column, &kind).to_owned();
        tables.entry(table).or_default().insert(column, (kind, nullable));
    }
    let text = |index: &Index| {
        format!("{} ON {} ({})", index.name, index.table, index.columns.as_deref().unwrap_or_default())
    };
    Live { tables, indexes: indexes.iter().map(text).collect() }
}

/// SQLite has fewer types than we do: there the name of a column tells the rest, as Postgres confirms.
fn kind_of<'a>(column: &str, kind: &'a str) -> &'a str {
    let is_id = column == "id" || column.ends_with("_id");
    let is_time = column.ends_with("_at") || ["auth_time", "blocked_until"].contains(&column);
    match kind {
        "uuid" => "DbUuid",
        "bytea" => "Binary",
        "text" | "TEXT" => "Text",
        "timestamp with time zone" => "DbTimestamp",
        "integer" => "Integer",
        "bigint" => "BigInt",
        "boolean" => "Bool",
        "BLOB" if is_id => "DbUuid",
        "BLOB" => "Binary",
        "INTEGER" if is_time => "DbTimestamp",
        "INTEGER" if column.starts_with("is_") || column == "skip_consent" => "Bool",
        "INTEGER" if column == "totp_last_step" => "BigInt",
        "INTEGER" => "Integer",
        other => other,
    }
}

/// What `schema.rs` says, read from its text.
pub(crate) fn declared() -> BTreeMap<String, Columns> {
    let mut tables: BTreeMap<String, Columns> = BTreeMap::new();
    let mut table = String::new();
    for line in include_str!("../../src/schema.rs").lines().map(str::trim) {
        if let Some((name, _)) = line.strip_suffix(") {").and_then(|line| line.split_once(" (")) {
            name.clone_into(&mut table);
        } else if let Some((column, kind)) = line.trim_end_matches(',').split_once(" -> ")
            && !line.starts_with("diesel::")
        {
            let inner = kind.strip_prefix("Nullable<").and_then(|kind| kind.strip_suffix('>'));
            let kind = (inner.unwrap_or(kind).to_owned(), inner.is_some());
            tables.entry(table.clone()).or_default().insert(column.to_owned(), kind);
        }
    }
    tables
}
