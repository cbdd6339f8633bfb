//! Projects and their people, as the contract suites need them.

use crate::common::Databases;
use crate::contracts::Probe;
use crate::people::{self, ambient, now};
use crate::rows::execute;
use async_trait::async_trait;
use hitkey_identity::ports::{AccountStore, UpdateProfile, UpdateProfileOutcome};
use hitkey_identity::testkit::contract::OutboxProbe;
use hitkey_identity::{Name, Profile};
use hitkey_kernel::{EmailAddress, EmailId, OutboxEntry, UserId};
use hitkey_projects::testkit::contract::{self, NewPerson, Stores};
use hitkey_store_diesel::{
    Db, DieselAccountStore, DieselInviteStore, DieselMemberStore, DieselPeople, DieselPermissionStore,
    DieselProjectStore, StoreSettings,
};
use std::sync::Arc;

/// The stores of projects in one database.
pub(crate) struct Harness {
    pub(crate) db: Db,
    pub(crate) url: String,
}

impl Harness {
    /// Over a fresh database.
    pub(crate) async fn over(databases: &Databases) -> Self {
        let url = databases.url();
        let db = Db::open(&StoreSettings::new(&url)).unwrap();
        db.migrate().await.unwrap();
        Self { db, url }
    }

    /// Gives a person another address behind the store's back.
    fn add_address(&self, user: UserId, address: &EmailAddress, verified: bool) {
        let id = EmailId::generate(now(), ambient().random());
        let (id, user, at) = if self.url.starts_with("sqlite:") {
            let blob = |uuid: uuid::Uuid| format!("X'{}'", uuid.simple());
            (blob(id.uuid()), blob(user.uuid()), now().unix_micros().to_string())
        } else {
            (format!("'{id}'"), format!("'{user}'"), "now()".to_owned())
        };
        let verified_at = if verified { at.as_str() } else { "NULL" };
        let (no, key) = (if self.url.starts_with("sqlite:") { "0" } else { "false" }, address.key());
        execute(
            &self.url,
            &format!(
                "INSERT INTO emails (id, user_id, address, address_key, is_default, verified_at, created_at) \
                 VALUES ({id}, {user}, '{address}', '{key}', {no}, {verified_at}, {at})"
            ),
        );
    }
}

#[async_trait]
impl contract::Harness for Harness {
    fn stores(&self) -> Stores {
        let db = || self.db.clone();
        Stores {
            projects: Arc::new(DieselProjectStore::new(db())),
            members: Arc::new(DieselMemberStore::new(db())),
            permissions: Arc::new(DieselPermissionStore::new(db())),
            invites: Arc::new(DieselInviteStore::new(db())),
            people: Arc::new(DieselPeople::new(db())),
        }
    }

    async fn add_person(&self, person: NewPerson) -> UserId {
        let NewPerson { display_name, email, second, unverified } = person;
        let user = people::register(&self.db, email.as_str()).await.id;
        let display_name = display_name.map(|text| Name::parse(&text).unwrap());
        let profile = Profile { display_name, ..Profile::default() };
        let command = UpdateProfile { user, profile, seen_at: now(), now: now() };
        let outcome = DieselAccountStore::new(self.db.clone()).update_profile(command).await.unwrap();
        assert_eq!(outcome, UpdateProfileOutcome::Updated);
        self.add_address(user, &second, true);
        self.add_address(user, &unverified, false);
        user
    }

    async fn outbox(&self) -> Vec<OutboxEntry> {
        Probe(self.db.clone()).entries().await
    }
}
