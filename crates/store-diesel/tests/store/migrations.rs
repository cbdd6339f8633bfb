//! The schema can be made, unmade and made again, by several processes at once, and is the same everywhere.

use crate::common::{Databases, Kind};
use crate::live_schema::{declared, live};
use crate::people;
use crate::rows::{count, execute, try_execute};
use hitkey_kernel::UserId;
use hitkey_oauth::ports::{ClientStore, GrantStore, IssueGrant, RegistrationStore};
use hitkey_oauth::testkit::fixtures;
use hitkey_store_diesel::{Db, DieselClientStore, DieselGrantStore, DieselRegistrationStore, StoreSettings};

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

/// `up.sql` or `down.sql` of the migration that lets clients be nobody's.
const fn of_nobody(kind: Kind, up: bool) -> &'static str {
    match (kind, up) {
        (Kind::Sqlite, true) => {
            include_str!("../../../../migrations/sqlite/2026-11-23-000030_dynamic_registration/up.sql")
        }
        (Kind::Sqlite, false) => {
            include_str!("../../../../migrations/sqlite/2026-11-23-000030_dynamic_registration/down.sql")
        }
        (Kind::Postgres, true) => {
            include_str!("../../../../migrations/postgres/2026-11-23-000030_dynamic_registration/up.sql")
        }
        (Kind::Postgres, false) => {
            include_str!("../../../../migrations/postgres/2026-11-23-000030_dynamic_registration/down.sql")
        }
    }
}

/// A client of somebody, with a grant and a consent, and one of nobody with the same.
async fn two_clients(db: &Db, user: UserId) {
    let ambient = people::ambient();
    let (owned, _) = fixtures::confidential_client(user, &ambient);
    DieselClientStore::new(db.clone()).create(fixtures::creation(&owned, &ambient)).await.unwrap();
    let nobodys = fixtures::registering(&ambient);
    assert!(DieselRegistrationStore::new(db.clone()).register(nobodys.clone()).await.unwrap());
    for client in [owned, nobodys.creation.client] {
        let (grant, code) = fixtures::grant(client.id, user, &ambient);
        let client_updated_at = client.updated_at;
        let issue = IssueGrant { grant, code: code.digest(), client_updated_at, project: None };
        assert!(DieselGrantStore::new(db.clone()).issue(issue).await.unwrap());
    }
}

fn kept(url: &str) -> [i64; 4] {
    ["users", "clients", "grants", "consents"].map(|table| count(url, table))
}

#[tokio::test]
async fn clients_become_nobodys_and_back_and_what_hangs_on_the_others_stays() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let databases = Databases::new(kind);
        let url = databases.url();
        let db = Db::open(&StoreSettings::new(&url)).unwrap();
        db.migrate().await.unwrap();
        let before = live(&url);
        two_clients(&db, people::register(&db, "ann@example.org").await.id).await;
        assert_eq!(kept(&url), [1, 2, 2, 2], "{kind:?}");
        let (ownerless, owned_twice) = (
            "UPDATE clients SET owner_user_id = NULL",
            "UPDATE clients SET owner_project_id = owner_user_id WHERE owner_user_id IS NOT NULL",
        );
        assert!(!try_execute(&url, owned_twice), "{kind:?}: nobody shares a client");
        execute(&url, of_nobody(kind, false));
        assert_eq!(kept(&url), [1, 1, 1, 1], "{kind:?}: nobody's went, with what people allowed it");
        assert!(!try_execute(&url, ownerless), "{kind:?}: there was no such thing");
        execute(&url, of_nobody(kind, true));
        assert_eq!((kept(&url), live(&url)), ([1, 1, 1, 1], before), "{kind:?}");
        assert!(!try_execute(&url, owned_twice), "{kind:?}");
        assert!(try_execute(&url, ownerless), "{kind:?}");
        // The server that runs all the while sees it, too.
        let registrations = DieselRegistrationStore::new(db.clone());
        assert!(registrations.register(fixtures::registering(&people::ambient())).await.unwrap());
        execute(&url, "DELETE FROM clients");
        assert_eq!(kept(&url), [1, 0, 0, 0], "{kind:?}: references hold");
    }
}
