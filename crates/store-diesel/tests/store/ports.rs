//! The adapters as the contract suites want them.

use crate::people;
use async_trait::async_trait;
use hitkey_identity::ports::{AuditLog as _, SessionStore as _};
use hitkey_identity::testkit::contract::{self, OutboxProbe};
use hitkey_kernel::{AuditEntry, OutboxEntry, PageLimit, PageRequest, SessionId, Timestamp, Topics, UserId};
use hitkey_mail::ports::Outbox as _;
use hitkey_oauth::testkit::contract::{Harness, Stores};
use hitkey_oauth::{SubjectProfile, SubjectProject};
use hitkey_store_diesel::{
    Db, DieselAccountStore, DieselAssertionStore, DieselAuditLog, DieselChallengeStore, DieselClientStore,
    DieselConsentStore, DieselDeviceStore, DieselEmailStore, DieselGrantStore, DieselKeyStore,
    DieselLogoutNotices, DieselMemberships, DieselOutbox, DieselPushedRequestStore, DieselRegistrationStore,
    DieselResourceStore, DieselRevokedTokens, DieselSessionStore, DieselSubjects, DieselThrottleStore,
};
use std::sync::Arc;
use std::time::Duration;

pub(crate) struct Probe(pub(crate) Db);

#[async_trait]
impl OutboxProbe for Probe {
    async fn entries(&self) -> Vec<OutboxEntry> {
        let end_of_days = Timestamp::from_unix_seconds(10_000_000_000);
        let outbox = DieselOutbox::new(self.0.clone());
        let claimed = outbox.claim_due(Topics::ALL, 10_000, end_of_days, Duration::ZERO).await.unwrap();
        claimed.into_iter().map(|claimed| claimed.entry).collect()
    }
}

/// The stores of `hitkey_identity`.
pub(crate) fn identity(db: &Db) -> contract::Stores {
    contract::Stores {
        accounts: Arc::new(DieselAccountStore::new(db.clone())),
        emails: Arc::new(DieselEmailStore::new(db.clone())),
        sessions: Arc::new(DieselSessionStore::new(db.clone())),
        challenges: Arc::new(DieselChallengeStore::new(db.clone())),
        throttle: Arc::new(DieselThrottleStore::new(db.clone())),
        audit: Arc::new(DieselAuditLog::new(db.clone())),
        outbox: Arc::new(Probe(db.clone())),
    }
}

/// The stores of `hitkey_oauth`.
pub(crate) struct OAuth(pub(crate) Db);

#[async_trait]
impl Harness for OAuth {
    fn stores(&self) -> Stores {
        let db = || self.0.clone();
        Stores {
            clients: Arc::new(DieselClientStore::new(db())),
            resources: Arc::new(DieselResourceStore::new(db())),
            registrations: Arc::new(DieselRegistrationStore::new(db())),
            pushed: Arc::new(DieselPushedRequestStore::new(db())),
            assertions: Arc::new(DieselAssertionStore::new(db())),
            grants: Arc::new(DieselGrantStore::new(db())),
            consents: Arc::new(DieselConsentStore::new(db())),
            devices: Arc::new(DieselDeviceStore::new(db())),
            subjects: Arc::new(DieselSubjects::new(db())),
            memberships: Arc::new(DieselMemberships::new(db())),
            revoked_tokens: Arc::new(DieselRevokedTokens::new(db())),
            keys: Arc::new(DieselKeyStore::new(db())),
            logout_notices: Arc::new(DieselLogoutNotices::new(db())),
        }
    }

    async fn add_person(&self, profile: SubjectProfile) -> UserId {
        people::with_profile(&self.0, &profile).await
    }

    async fn add_second_factor(&self, user: UserId) {
        people::with_second_factor(&self.0, user).await;
    }

    async fn add_project(&self, is_public: bool, members: Vec<(UserId, SubjectProject)>) {
        crate::projects::add_told(&self.0, is_public, &members).await;
    }

    async fn trail(&self, person: UserId) -> Vec<AuditEntry> {
        let log = DieselAuditLog::new(self.0.clone());
        log.of_person(person, PageRequest::first(PageLimit::MAX)).await.unwrap().items
    }

    async fn open_session(&self, user: UserId) -> SessionId {
        people::open_session(&self.0, user).await
    }

    async fn end_session(&self, user: UserId, session: SessionId) {
        assert!(DieselSessionStore::new(self.0.clone()).end(people::ending(user, session)).await.unwrap());
    }
}
