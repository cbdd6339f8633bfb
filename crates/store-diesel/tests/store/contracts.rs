//! Every adapter holds to the contract of its port, on both databases.

use crate::common::{Databases, Kind};
use crate::people;
use crate::projects::Harness as Projects;
use crate::with_projects::with_projects;
use async_trait::async_trait;
use hitkey_identity::testkit::contract as identity;
use hitkey_kernel::{OutboxEntry, Timestamp, UserId};
use hitkey_mail::ports::Outbox;
use hitkey_mail::testkit::contract as mail;
use hitkey_oauth::testkit::contract as oauth;
use hitkey_oauth::{SubjectProfile, SubjectProject};
use hitkey_projects::testkit::contract as projects;
use hitkey_store_diesel::{
    Db, DieselAccountStore, DieselChallengeStore, DieselClientStore, DieselConsentStore, DieselEmailStore,
    DieselGrantStore, DieselKeyStore, DieselMemberships, DieselOutbox, DieselSessionStore, DieselSubjects,
    DieselThrottleStore,
};
use std::sync::Arc;
use std::time::Duration;

pub(crate) struct Probe(pub(crate) Db);

#[async_trait]
impl identity::OutboxProbe for Probe {
    async fn entries(&self) -> Vec<OutboxEntry> {
        let end_of_days = Timestamp::from_unix_seconds(10_000_000_000);
        let outbox = DieselOutbox::new(self.0.clone());
        let claimed = outbox.claim_due(10_000, end_of_days, Duration::ZERO).await.unwrap();
        claimed.into_iter().map(|claimed| claimed.entry).collect()
    }
}

pub(crate) fn identity_stores(db: &Db) -> identity::Stores {
    identity::Stores {
        accounts: Arc::new(DieselAccountStore::new(db.clone())),
        emails: Arc::new(DieselEmailStore::new(db.clone())),
        sessions: Arc::new(DieselSessionStore::new(db.clone())),
        challenges: Arc::new(DieselChallengeStore::new(db.clone())),
        throttle: Arc::new(DieselThrottleStore::new(db.clone())),
        outbox: Arc::new(Probe(db.clone())),
    }
}

struct OAuth(Db);

#[async_trait]
impl oauth::Harness for OAuth {
    fn stores(&self) -> oauth::Stores {
        let db = || self.0.clone();
        oauth::Stores {
            clients: Arc::new(DieselClientStore::new(db())),
            grants: Arc::new(DieselGrantStore::new(db())),
            consents: Arc::new(DieselConsentStore::new(db())),
            subjects: Arc::new(DieselSubjects::new(db())),
            memberships: Arc::new(DieselMemberships::new(db())),
            keys: Arc::new(DieselKeyStore::new(db())),
        }
    }

    async fn add_person(&self, profile: SubjectProfile) -> UserId {
        people::with_profile(&self.0, &profile).await
    }

    async fn add_project(&self, is_public: bool, members: Vec<(UserId, SubjectProject)>) {
        crate::projects::add_told(&self.0, is_public, &members).await;
    }
}

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
    accounts, addresses, deletions, invitations, directory, sessions, challenges, throttle, clients, grants, refresh_tokens, consents, subjects, keys, outbox,
    memberships, projects, members, permissions, invites, known_people,
}

macro_rules! identity_suites {
    ($($name:ident: $suite:ident;)*) => {$(
        async fn $name(kind: Kind) {
            let databases = Databases::new(kind);
            let db = databases.migrated().await;
            identity::$suite(async || identity_stores(&db)).await;
        }
    )*};
}

identity_suites! {
    accounts: account_store;
    addresses: email_store;
    sessions: session_store;
    challenges: challenge_store;
    throttle: throttle_store;
}

macro_rules! suites_with_projects {
    ($($name:ident: $suite:ident;)*) => {$(
        async fn $name(kind: Kind) {
            let databases = Databases::new(kind);
            let db = databases.migrated().await;
            identity::$suite(async || with_projects(&db)).await;
        }
    )*};
}

suites_with_projects! {
    deletions: account_store_with_projects;
    invitations: invitation_store;
    directory: directory;
}

macro_rules! oauth_suites {
    ($($name:ident: $suite:ident;)*) => {$(
        async fn $name(kind: Kind) {
            let databases = Databases::new(kind);
            oauth::$suite(&OAuth(databases.migrated().await)).await;
        }
    )*};
}

oauth_suites! {
    clients: client_store;
    grants: grant_store;
    refresh_tokens: refresh_tokens;
    consents: consent_store;
    subjects: subjects;
    memberships: memberships;
    keys: key_store;
}

macro_rules! project_suites {
    ($($name:ident: $suite:ident;)*) => {$(
        async fn $name(kind: Kind) {
            let databases = Databases::new(kind);
            projects::$suite(&Projects::over(&databases).await).await;
        }
    )*};
}

project_suites! {
    projects: project_store;
    members: member_store;
    permissions: permission_store;
    invites: invite_store;
    known_people: people;
}

async fn outbox(kind: Kind) {
    let databases = Databases::new(kind);
    mail::outbox(async || Arc::new(DieselOutbox::new(databases.migrated().await)) as Arc<dyn Outbox>).await;
}
