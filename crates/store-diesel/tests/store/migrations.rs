//! The schema can be made, unmade and made again, by several processes at once, and is the same everywhere.

use crate::common::{Databases, Kind};
use crate::live_schema::{declared, live};
use hitkey_store_diesel::{Db, StoreSettings};

#[tokio::test]
async fn the_schema_goes_up_down_and_up_again() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let url = Databases::new(kind);
        let url = url.url();
        let db = Db::open(&StoreSettings::new(&url)).unwrap();
        db.migrations_pending().await.expect_err("a database that was never migrated");
        assert!(db.migrate().await.unwrap() > 0, "{kind:?}");
        assert!(!db.migrations_pending().await.unwrap());
        assert_eq!(db.migrate().await.unwrap(), 0, "{kind:?}: nothing is left to do");
        let before = live(&url);
        assert!(db.revert_all().await.unwrap() > 0, "{kind:?}");
        assert!(db.migrations_pending().await.unwrap());
        assert!(live(&url).tables.is_empty(), "{kind:?}: nothing stays behind");
        db.migrate().await.unwrap();
        assert_eq!(live(&url), before, "{kind:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn processes_that_start_together_migrate_once() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let databases = Databases::new(kind);
        let settings = StoreSettings::new(databases.url());
        let processes: Vec<_> = (0..4)
            .map(|_| {
                let db = Db::open(&settings).unwrap();
                tokio::spawn(async move { db.migrate().await.unwrap() })
            })
            .collect();
        let mut done = 0;
        for process in processes {
            done += process.await.unwrap();
        }
        let db = Db::open(&settings).unwrap();
        assert!(!db.migrations_pending().await.unwrap());
        db.revert_all().await.unwrap();
        assert_eq!(db.migrate().await.unwrap(), done, "{kind:?}: each migration was applied by one of them");
    }
}

#[tokio::test]
async fn both_databases_have_the_tables_that_the_queries_are_checked_against() {
    let declared = declared();
    assert!(declared.len() > 10);
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let databases = Databases::new(kind);
        let url = databases.url();
        Db::open(&StoreSettings::new(&url)).unwrap().migrate().await.unwrap();
        assert_eq!(live(&url).tables, declared, "{kind:?}");
    }
}

#[tokio::test]
async fn both_databases_have_the_same_indexes() {
    let (sqlite, postgres) = (Databases::new(Kind::Sqlite), Databases::new(Kind::Postgres));
    let urls = [sqlite.url(), postgres.url()];
    for url in &urls {
        Db::open(&StoreSettings::new(url)).unwrap().migrate().await.unwrap();
    }
    let [sqlite, postgres] = urls.map(|url| live(&url).indexes);
    assert!(sqlite.len() > 10);
    assert_eq!(sqlite, postgres);
}
