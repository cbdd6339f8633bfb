//! Every adapter holds to the contract of its port, on both databases.

use crate::common::{Databases, Kind};
use crate::ports;
use crate::projects::Harness as Projects;
use crate::with_projects::with_projects;
use hitkey_identity::testkit::contract as identity;
use hitkey_mail::ports::Outbox;
use hitkey_mail::testkit::contract as mail;
use hitkey_oauth::testkit::contract as oauth;
use hitkey_projects::testkit::contract as projects;
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
    accounts, addresses, assertions, audit_log, challenges, clients, consents, deletions, devices, directory, grants, invitations, keys, logout_notices, outbox, pushed_requests, refresh_rotation, refresh_tokens, registrations, resources, revoked_tokens, sessions, subjects, throttle,
    memberships, projects, members, permissions, invites, api_clients, known_people,
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
    audit_log: audit_log;
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
            oauth::$suite(&ports::OAuth(databases.migrated().await)).await;
        }
    )*};
}

oauth_suites! {
    clients: client_store;
    registrations: registration_store;
    resources: resource_store;
    assertions: assertion_store;
    pushed_requests: pushed_request_store;
    grants: grant_store;
    refresh_tokens: refresh_tokens;
    refresh_rotation: refresh_rotation;
    revoked_tokens: revoked_tokens;
    consents: consent_store;
    subjects: subjects;
    memberships: memberships;
    keys: key_store;
    logout_notices: logout_notices;
    devices: device_store;
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
    api_clients: api_client_store;
    known_people: people;
}

async fn outbox(kind: Kind) {
    let databases = Databases::new(kind);
    mail::outbox(async || Arc::new(DieselOutbox::new(databases.migrated().await)) as Arc<dyn Outbox>).await;
}
