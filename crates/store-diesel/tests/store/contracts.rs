//! Every adapter holds to the contract of its port, on both databases.

use crate::common::{Databases, Kind};
use crate::ports;
use hitkey_identity::testkit::contract as identity;
use hitkey_mail::ports::Outbox;
use hitkey_mail::testkit::contract as mail;
use hitkey_oauth::testkit::contract as oauth;
use hitkey_store_diesel::DieselOutbox;
use std::sync::Arc;

/// One test per database for each `async fn(Kind)`.
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    super::$name(super::Kind::Sqlite).await;
                }
            )*
        }
        mod postgres {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    super::$name(super::Kind::Postgres).await;
                }
            )*
        }
    };
}

on_both! {
    accounts, sessions, challenges, throttle, clients, grants, refresh_tokens, consents, subjects, keys, outbox,
}

macro_rules! identity_suites {
    ($($name:ident: $suite:ident;)*) => {$(
        async fn $name(kind: Kind) {
            let databases = Databases::new(kind);
            let db = databases.migrated().await;
            identity::$suite(async || ports::identity(&db)).await;
        }
    )*};
}

identity_suites! {
    accounts: account_store;
    sessions: session_store;
    challenges: challenge_store;
    throttle: throttle_store;
}

macro_rules! oauth_suites {
    ($($name:ident: $suite:ident;)*) => {$(
        async fn $name(kind: Kind) {
            let databases = Databases::new(kind);
            oauth::$suite(&ports::OAuth(databases.migrated().await)).await;
        }
    )*};
}

oauth_suites! {
    clients: client_store;
    grants: grant_store;
    refresh_tokens: refresh_tokens;
    consents: consent_store;
    subjects: subjects;
    keys: key_store;
}

async fn outbox(kind: Kind) {
    let databases = Databases::new(kind);
    mail::outbox(async || Arc::new(DieselOutbox::new(databases.migrated().await)) as Arc<dyn Outbox>).await;
}
