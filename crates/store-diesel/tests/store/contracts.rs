//! Every adapter holds to the contract of its port, on both databases.

use crate::common::{Databases, Kind};
use hitkey_mail::ports::Outbox;
use hitkey_mail::testkit::contract as mail;
use hitkey_store_diesel::{Db, DieselOutbox};
use std::sync::Arc;

/// One test per database for each suite.
macro_rules! suites {
    ($($name:ident: $suite:path, $adapter:expr;)*) => {
        mod sqlite {
            use super::*;
            $(suites!(@test $name, $suite, $adapter, Kind::Sqlite);)*
        }
        mod postgres {
            use super::*;
            $(suites!(@test $name, $suite, $adapter, Kind::Postgres);)*
        }
    };
    (@test $name:ident, $suite:path, $adapter:expr, $kind:expr) => {
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $name() {
            let databases = Databases::new($kind);
            $suite(async || $adapter(databases.migrated().await)).await;
        }
    };
}

suites! {
    outbox: mail::outbox, |db: Db| Arc::new(DieselOutbox::new(db)) as Arc<dyn Outbox>;
}
