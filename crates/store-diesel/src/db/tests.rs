use super::*;
use crate::conn::on;
use crate::settings::Synchronous;
use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer};
use std::os::unix::fs::PermissionsExt as _;
use std::sync::atomic::{AtomicU32, Ordering};

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

fn number(conn: &mut Conn, sql: &str) -> Result<i64> {
    let row: Number = on!(conn, |c| diesel::sql_query(sql).get_result(c))?;
    Ok(row.number)
}

fn sqlite(synchronous: Synchronous) -> (Db, tempfile::TempDir) {
    let directory = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", directory.path().join("hitkey.db").display());
    let settings = StoreSettings { pool_size: 2, sqlite_synchronous: synchronous, ..StoreSettings::new(url) };
    (Db::open(&settings).unwrap(), directory)
}

#[tokio::test]
async fn what_was_acknowledged_is_on_the_disk_unless_the_settings_say_otherwise() {
    assert_eq!(StoreSettings::new("sqlite:x").sqlite_synchronous, Synchronous::Full);
    for (synchronous, level) in [(Synchronous::Full, 2), (Synchronous::Normal, 1)] {
        let (db, _directory) = sqlite(synchronous);
        let query = "SELECT synchronous AS number FROM pragma_synchronous";
        assert_eq!(db.write(move |conn| number(conn, query)).await.unwrap(), level);
        let query = "SELECT foreign_keys AS number FROM pragma_foreign_keys";
        assert_eq!(db.write(move |conn| number(conn, query)).await.unwrap(), 1);
    }
}

#[tokio::test]
async fn what_need_not_reach_the_disk_takes_nothing_else_along() {
    let (db, _directory) = sqlite(Synchronous::Full);
    let level = |conn: &mut Conn| number(conn, "SELECT synchronous AS number FROM pragma_synchronous");
    for _ in 0..2 {
        assert_eq!(db.write_unsynced(level).await.unwrap(), 1);
        assert_eq!(db.write(level).await.unwrap(), 2);
    }
    let (go, wait) = std::sync::mpsc::channel();
    let wait = std::sync::Mutex::new(wait);
    let busy = tokio::spawn({
        let db = db.clone();
        let number = move |_: &mut Conn| Ok(wait.lock().unwrap().recv().unwrap());
        async move { db.write(number).await }
    });
    let shared = tokio::spawn(async move { tokio::join!(db.write_unsynced(level), db.write(level)) });
    tokio::time::sleep(Duration::from_millis(50)).await;
    go.send(1).unwrap();
    busy.await.unwrap().unwrap();
    let (unsynced, synced) = shared.await.unwrap();
    assert_eq!((unsynced.unwrap(), synced.unwrap()), (2, 2), "they share a commit, and the stricter counts");
}

#[tokio::test]
async fn readers_cannot_write_to_sqlite() {
    let (db, _directory) = sqlite(Synchronous::Full);
    let create = |conn: &mut Conn| Ok(on!(conn, |c| c.batch_execute("CREATE TABLE t (a INTEGER)"))?);
    db.read(create).await.unwrap_err();
    db.write(create).await.unwrap();
}

#[tokio::test]
async fn a_sqlite_file_and_its_side_files_are_for_their_owner_only() {
    let (db, directory) = sqlite(Synchronous::Full);
    db.migrate().await.unwrap();
    let files: Vec<_> = std::fs::read_dir(directory.path()).unwrap().map(|entry| entry.unwrap()).collect();
    assert!(files.len() > 1, "the write-ahead log stands beside the file");
    for file in files {
        let mode = file.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{:?}", file.path());
    }
}

#[test]
fn a_database_that_is_not_there_is_told() {
    let missing = StoreSettings::new("sqlite:/nowhere/at/all.db");
    assert!(matches!(Db::open(&missing), Err(OpenError::Unreachable(_))));
    assert!(matches!(Db::open(&StoreSettings::new("mysql://x")), Err(OpenError::Url(UrlError::Scheme))));
}

#[tokio::test]
async fn work_is_tried_again_after_a_conflict_but_not_for_ever() {
    let (db, _directory) = sqlite(Synchronous::Normal);
    for (conflicts, succeeds) in [(0, true), (3, true), (4, false)] {
        let calls = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&calls);
        let done = db.write(move |_| match counted.fetch_add(1, Ordering::SeqCst) {
            call if call < conflicts => Err(Error::Conflict("somebody else".into())),
            _ => Ok(()),
        });
        let done = done.await;
        assert_eq!(done.is_ok(), succeeds, "{conflicts} conflicts");
        assert_eq!(calls.load(Ordering::SeqCst), conflicts.min(3) + 1);
        assert!(done.err().is_none_or(|error| error.is_unavailable()), "worth another try later");
    }
}

#[tokio::test]
async fn a_failed_transaction_leaves_nothing_and_the_writer_goes_on() {
    let (db, _directory) = sqlite(Synchronous::Normal);
    db.write(|conn| Ok(on!(conn, |c| c.batch_execute("CREATE TABLE t (a INTEGER)"))?)).await.unwrap();
    let insert =
        |conn: &mut Conn| -> Result<()> { Ok(on!(conn, |c| c.batch_execute("INSERT INTO t VALUES (1)"))?) };
    let refused = db.write_if(move |conn| {
        insert(conn)?;
        Err(Error::Refused)
    });
    assert!(!refused.await.unwrap());
    let failed = db.write(move |conn| {
        insert(conn)?;
        Err::<(), _>(Error::ForeignKey)
    });
    assert!(!failed.await.unwrap_err().is_unavailable());
    let panicked = db.write(move |conn| -> Result<()> {
        insert(conn)?;
        panic!("in the middle of a transaction")
    });
    panicked.await.unwrap_err();
    let count = |conn: &mut Conn| number(conn, "SELECT count(*) AS number FROM t");
    assert_eq!(db.write(count).await.unwrap(), 0);
}

#[tokio::test]
async fn work_goes_on_when_its_caller_goes_away() {
    let (db, _directory) = sqlite(Synchronous::Normal);
    db.write(|conn| Ok(on!(conn, |c| c.batch_execute("CREATE TABLE t (a INTEGER)"))?)).await.unwrap();
    let (started, begun) = std::sync::mpsc::channel();
    let work = db.write(move |conn| {
        on!(conn, |c| c.batch_execute("INSERT INTO t VALUES (1)"))?;
        started.send(()).map_err(|error| Error::Migration(error.into()))?;
        std::thread::sleep(Duration::from_millis(50));
        on!(conn, |c| c.batch_execute("INSERT INTO t VALUES (2)"))?;
        Ok(())
    });
    let mut work = Box::pin(work);
    assert!(tokio::time::timeout(Duration::from_millis(20), &mut work).await.is_err());
    begun.recv().unwrap();
    drop(work);
    let count = |conn: &mut Conn| number(conn, "SELECT count(*) AS number FROM t");
    assert_eq!(db.write(count).await.unwrap(), 2);
}

async fn warm_up(db: &Db) {
    let sleepers: Vec<_> = (0..4)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move {
                db.read(|conn| Ok(on!(conn, |c| c.batch_execute("SELECT pg_sleep(0.2)"))?)).await.unwrap();
            })
        })
        .collect();
    for sleeper in sleepers {
        sleeper.await.unwrap();
    }
}

#[tokio::test]
async fn connections_that_died_in_the_pool_are_replaced_unnoticed() {
    let database = test_postgres::database();
    let settings = StoreSettings { pool_size: 4, ..StoreSettings::new(database.url()) };
    let db = Db::open(&settings).unwrap();
    for write in [false, true] {
        warm_up(&db).await;
        let mut killer = PgConnection::establish(database.url()).unwrap();
        let killed = diesel::sql_query(
            "SELECT count(pg_terminate_backend(pid)) AS number FROM pg_stat_activity \
             WHERE datname = current_database() AND pid <> pg_backend_pid()",
        );
        let killed: Number = killed.get_result(&mut killer).unwrap();
        assert_eq!(killed.number, 4);
        for _ in 0..6 {
            let job = |conn: &mut Conn| number(conn, "SELECT 1::bigint AS number");
            let done = if write { db.write(job).await } else { db.read(job).await };
            assert_eq!(done.unwrap(), 1);
        }
    }
}

#[tokio::test]
async fn both_databases_name_a_violated_constraint_alike() {
    let database = test_postgres::database();
    let (sqlite, _directory) = sqlite(Synchronous::Normal);
    for db in [sqlite, Db::open(&StoreSettings::new(database.url())).unwrap()] {
        let table = "CREATE TABLE t (a INTEGER NOT NULL, b INTEGER NOT NULL, UNIQUE (a, b)); \
             CREATE UNIQUE INDEX only_b ON t (b) WHERE b > 10";
        db.write(|conn| Ok(on!(conn, |c| c.batch_execute(table))?)).await.unwrap();
        for (first, second, violated) in [((1, 1), (1, 1), "t.a, t.b"), ((2, 11), (3, 11), "t.b")] {
            db.write_once(move |conn| insert(conn, first)).await.unwrap();
            let told = db.write_once(move |conn| Ok(insert(conn, second).unwrap_err()));
            let told = told.await.unwrap();
            assert_eq!(told.to_string(), format!("already there: {violated}"), "{db:?}");
            assert!(told.is_unique("t.b"));
        }
    }
}

fn insert(conn: &mut Conn, (a, b): (i32, i32)) -> Result<()> {
    let query = diesel::sql_query("INSERT INTO t VALUES ($1, $2)");
    let query = query.bind::<Integer, _>(a).bind::<Integer, _>(b);
    on!(conn, |c| query.execute(c))?;
    Ok(())
}

/// Occupies the writer of `db` until the sender is used or dropped.
async fn occupy(db: &Db) -> (std::sync::mpsc::Sender<()>, tokio::task::JoinHandle<()>) {
    let (go, gate) = std::sync::mpsc::channel::<()>();
    let (begins, begun) = tokio::sync::oneshot::channel();
    let (gate, begins) = (std::sync::Mutex::new(gate), std::sync::Mutex::new(Some(begins)));
    let db = db.clone();
    let occupied = tokio::spawn(async move {
        let job = move |_: &mut Conn| {
            begins.lock().unwrap().take().unwrap().send(()).unwrap();
            let _ = gate.lock().unwrap().recv();
            Ok(())
        };
        db.write(job).await.unwrap();
    });
    begun.await.unwrap();
    (go, occupied)
}

/// Inserts the number; refuses what is not positive, and panics at 99.
fn add(conn: &mut Conn, number: i32) -> Result<()> {
    on!(conn, |c| c.batch_execute(&format!("INSERT INTO t VALUES ({number})")))?;
    assert_ne!(number, 99, "on purpose");
    crate::error::ensure(number > 0)
}

/// What becomes of commands that arrive while the writer is busy, and the sum of what they left.
async fn at_once(numbers: &[i32]) -> (Vec<std::result::Result<bool, StoreError>>, i64) {
    let (db, _directory) = sqlite(Synchronous::Normal);
    let table = "CREATE TABLE t (a INTEGER UNIQUE CHECK (a < 1000))";
    db.write(move |conn| Ok(on!(conn, |c| c.batch_execute(table))?)).await.unwrap();
    let (go, occupied) = occupy(&db).await;
    let mut all: Vec<_> = numbers
        .iter()
        .map(|&number| {
            let db = db.clone();
            Box::pin(async move { db.write_if(move |conn| add(conn, number)).await })
        })
        .collect();
    for one in &mut all {
        // Polled once, it stands in the queue, in this order.
        assert!(poll_once(one).await.is_none());
    }
    drop(go);
    occupied.await.unwrap();
    let mut outcomes = Vec::new();
    for one in all {
        outcomes.push(one.await);
    }
    let sum = db.read(|conn| number(conn, "SELECT coalesce(sum(a), 0) AS number FROM t")).await.unwrap();
    (outcomes, sum)
}

async fn poll_once<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
    std::future::poll_fn(|context| match std::pin::Pin::new(&mut *future).poll(context) {
        std::task::Poll::Ready(done) => std::task::Poll::Ready(Some(done)),
        std::task::Poll::Pending => std::task::Poll::Ready(None),
    })
    .await
}

#[tokio::test]
async fn commands_that_share_a_commit_are_refused_one_by_one() {
    let (outcomes, sum) = at_once(&[1, -2, 4, 8]).await;
    let outcomes: Vec<_> = outcomes.into_iter().map(|outcome| outcome.unwrap()).collect();
    assert_eq!((outcomes, sum), (vec![true, false, true, true], 13));
}

#[tokio::test]
async fn a_command_that_fails_or_panics_takes_no_other_with_it() {
    // A repeated value is the command's own fault; a broken CHECK and a panic put the whole transaction in doubt.
    for bad in [1, 1000, 99] {
        let (outcomes, sum) = at_once(&[1, bad, 4]).await;
        let done: Vec<_> = outcomes.iter().map(|outcome| outcome.as_ref().ok().copied()).collect();
        assert_eq!((done, sum), (vec![Some(true), None, Some(true)], 5), "{bad}");
    }
}

#[tokio::test]
async fn commands_that_wait_share_a_commit() {
    let (db, directory) = sqlite(Synchronous::Full);
    let table = "CREATE TABLE t (a INTEGER)";
    db.write(move |conn| Ok(on!(conn, |c| c.batch_execute(table))?)).await.unwrap();
    let log = || std::fs::metadata(directory.path().join("hitkey.db-wal")).unwrap().len();
    let (go, occupied) = occupy(&db).await;
    let before = log();
    let all: Vec<_> = (1..=20)
        .map(|number| {
            let db = db.clone();
            tokio::spawn(async move { db.write_if(move |conn| add(conn, number)).await })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(50)).await;
    drop(go);
    occupied.await.unwrap();
    for one in all {
        assert!(one.await.unwrap().unwrap());
    }
    let page = 4096 + 24;
    assert_eq!(log() - before, page, "all twenty changed one page, which one commit wrote to the log");
}

#[tokio::test]
async fn a_command_whose_caller_left_before_it_began_is_left_out() {
    let (db, _directory) = sqlite(Synchronous::Normal);
    db.write(|conn| Ok(on!(conn, |c| c.batch_execute("CREATE TABLE t (a INTEGER)"))?)).await.unwrap();
    let (go, occupied) = occupy(&db).await;
    let mut left = Box::pin(db.write_if(|conn| add(conn, 1)));
    assert!(poll_once(&mut left).await.is_none());
    drop(left);
    drop(go);
    occupied.await.unwrap();
    let count = |conn: &mut Conn| number(conn, "SELECT count(*) AS number FROM t");
    assert_eq!(db.write(count).await.unwrap(), 0);
}
