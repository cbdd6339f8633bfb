//! Migrated databases of each kind, kept for as long as a test needs them.

use hitkey_store_diesel::{Db, StoreSettings};
use std::sync::Mutex;

/// The databases that this program speaks to.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
}

/// Makes databases; they go when this goes.
pub(crate) struct Databases {
    kind: Kind,
    kept: Mutex<Vec<Keep>>,
}

#[expect(dead_code, reason = "kept for their Drop")]
enum Keep {
    Directory(tempfile::TempDir),
    Database(test_postgres::Database),
}

impl Databases {
    pub(crate) fn new(kind: Kind) -> Self {
        Self { kind, kept: Mutex::default() }
    }

    /// The URL of a fresh, empty database.
    pub(crate) fn url(&self) -> String {
        let (url, keep) = match self.kind {
            Kind::Sqlite => {
                let directory = tempfile::tempdir().unwrap();
                let url = format!("sqlite:{}", directory.path().join("hitkey.db").display());
                (url, Keep::Directory(directory))
            }
            Kind::Postgres => {
                let database = test_postgres::database();
                (database.url().to_owned(), Keep::Database(database))
            }
        };
        self.kept.lock().unwrap().push(keep);
        url
    }

    /// A fresh, migrated database.
    pub(crate) async fn migrated(&self) -> Db {
        let db = Db::open(&StoreSettings::new(self.url())).unwrap();
        db.migrate().await.unwrap();
        db
    }
}
