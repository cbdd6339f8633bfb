//! What calls cost: no query reads a whole table, and the hot calls make as few journeys as they can.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../store/common.rs"]
mod common;
mod costs;
#[expect(dead_code, reason = "only a part is needed here")]
#[path = "../store/people.rs"]
mod people;
#[path = "../store/ports.rs"]
mod ports;
#[expect(dead_code, reason = "only a part is needed here")]
#[path = "../store/projects.rs"]
mod projects;
#[expect(dead_code, reason = "only a part is needed here")]
#[path = "../store/rows.rs"]
mod rows;

use common::{Databases, Kind};
use diesel::connection::{Instrumentation, InstrumentationEvent, set_default_instrumentation};
use diesel::prelude::*;
use diesel::sql_types::Text;
use hitkey_identity::testkit::contract as identity;
use hitkey_mail::testkit::contract as mail;
use hitkey_oauth::testkit::contract as oauth;
use hitkey_store_diesel::{Db, DieselOutbox, Housekeeping, StoreSettings};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

/// The statements that were run since somebody last looked. Tests of this process take turns with it.
static STATEMENTS: Mutex<Vec<String>> = Mutex::new(Vec::new());
static TURN: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

struct Recorder;

impl Instrumentation for Recorder {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            let text = query.to_string();
            let sql = text.split(" -- binds:").next().unwrap_or_default();
            STATEMENTS.lock().unwrap().push(sql.to_owned());
        }
    }
}

fn recorder() -> Option<Box<dyn Instrumentation>> {
    Some(Box::new(Recorder))
}

/// Forgets the statements that were run so far, and gives them back.
fn statements() -> Vec<String> {
    std::mem::take(&mut STATEMENTS.lock().unwrap())
}

#[derive(QueryableByName)]
struct Step {
    #[diesel(sql_type = Text)]
    detail: String,
}

/// Not tables: what a statement brings along. And the signing keys: there are a handful, and all are wanted.
const FINE: [&str; 3] = ["VALUES CLAUSE", "CONSTANT ROW", "SCAN signing_keys"];

/// Sorts the handful of signing keys.
const SORTS_KEYS: &str = "DELETE FROM signing_keys";

/// Steps that read a whole table, or sort what was read.
fn slow_steps(c: &mut SqliteConnection, sql: &str) -> Vec<String> {
    let steps: Vec<Step> = diesel::sql_query(format!("EXPLAIN QUERY PLAN {sql}")).load(c).unwrap();
    let sorts = |detail: &str| detail.contains("TEMP B-TREE") && !sql.starts_with(SORTS_KEYS);
    let is_slow = |detail: &String| detail.starts_with("SCAN") || sorts(detail);
    let slow = steps.into_iter().map(|step| step.detail).filter(is_slow);
    slow.filter(|detail| !FINE.iter().any(|fine| detail.contains(fine))).collect()
}

/// Explains every statement that the contract suites make the store run.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_lookup_has_an_index() {
    let _turn = TURN.lock().await;
    let databases = Databases::new(Kind::Sqlite);
    let url = databases.url();
    Db::open(&StoreSettings::new(&url)).unwrap().migrate().await.unwrap();
    set_default_instrumentation(recorder).unwrap();
    let db = Db::open(&StoreSettings::new(&url)).unwrap();
    let stores = async || ports::identity(&db);
    identity::account_store(stores).await;
    identity::audit_log(stores).await;
    identity::email_store(stores).await;
    identity::session_store(stores).await;
    identity::challenge_store(stores).await;
    identity::throttle_store(stores).await;
    oauth::all(&ports::OAuth(db.clone())).await;
    hitkey_projects::testkit::contract::all(&projects::Harness { db: db.clone(), url: url.clone() }).await;
    mail::outbox(async || Arc::new(DieselOutbox::new(databases.migrated().await)) as _).await;
    Housekeeping::new(db.clone()).sweep(people::now(), 10).await.unwrap();
    let statements: BTreeSet<String> = statements().into_iter().collect();
    let is_query = |sql: &&String| {
        ["SELECT", "UPDATE", "DELETE", "INSERT"].iter().any(|word| sql.starts_with(word))
            && !sql.contains("__diesel_schema_migrations")
    };
    let path = url.strip_prefix("sqlite:").unwrap();
    let mut c = SqliteConnection::establish(path).unwrap();
    let queries: Vec<_> = statements.iter().filter(is_query).collect();
    assert!(queries.len() > 60, "only {} statements were seen", queries.len());
    let found: Vec<_> =
        queries.iter().flat_map(|sql| slow_steps(&mut c, sql).into_iter().zip([sql])).collect();
    assert!(found.is_empty(), "{found:#?}");
}
