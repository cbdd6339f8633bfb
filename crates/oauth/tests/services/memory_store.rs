//! The memory store keeps the contract of every port.

use hitkey_kernel::testkit::ambient;
use hitkey_kernel::{Ambient, AuditEntry, SessionId, UserId};
use hitkey_oauth::testkit::MemoryStore;
use hitkey_oauth::testkit::contract::{self, Harness, Stores};
use hitkey_oauth::{SubjectProfile, SubjectProject};
use std::sync::Arc;

struct Memory {
    store: Arc<MemoryStore>,
    ambient: Ambient,
}

#[async_trait::async_trait]
impl Harness for Memory {
    fn stores(&self) -> Stores {
        Stores {
            clients: self.store.clone(),
            resources: self.store.clone(),
            registrations: self.store.clone(),
            pushed: self.store.clone(),
            assertions: self.store.clone(),
            grants: self.store.clone(),
            consents: self.store.clone(),
            devices: self.store.clone(),
            subjects: self.store.clone(),
            memberships: self.store.clone(),
            revoked_tokens: self.store.clone(),
            keys: self.store.clone(),
            logout_notices: self.store.clone(),
        }
    }

    async fn add_second_factor(&self, user: UserId) {
        self.store.add_second_factor(user);
    }

    async fn add_person(&self, profile: SubjectProfile) -> UserId {
        let user = UserId::generate(self.ambient.now(), self.ambient.random());
        self.store.add_person(user, profile);
        user
    }

    async fn add_project(&self, is_public: bool, members: Vec<(UserId, SubjectProject)>) {
        let id = members.first().unwrap().1.id;
        self.store.add_project(id, is_public, members);
    }

    async fn trail(&self, person: UserId) -> Vec<AuditEntry> {
        let mut trail = self.store.trail();
        trail.retain(|entry| entry.person == Some(person));
        trail
    }

    async fn open_session(&self, _user: UserId) -> SessionId {
        SessionId::generate(self.ambient.now(), self.ambient.random())
    }

    async fn end_session(&self, _user: UserId, session: SessionId) {
        self.store.end_session(session, self.ambient.now());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_memory_store_keeps_every_contract() {
    contract::all(&Memory { store: Arc::default(), ambient: ambient() }).await;
}
