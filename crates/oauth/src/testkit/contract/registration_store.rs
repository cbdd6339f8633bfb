use super::Harness;
use super::bench::{Bench, race};
use super::client_store::update;
use crate::ports::RegisterClient;
use crate::testkit::fixtures;
use crate::{Client, ClientOwner, InitialAccess, InitialAccessToken, RegistrationTokenDigest};
use hitkey_kernel::testkit::first;
use hitkey_kernel::{InitialAccessId, Timestamp};
use std::sync::Arc;
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3_600);
const TICK: Duration = Duration::from_micros(1);

/// The rules of [`RegistrationStore`](crate::ports::RegistrationStore), and of what is registered.
pub async fn registration_store(harness: &dyn Harness) {
    let bench = Bench::new(harness, "registration store");
    a_client_of_nobody_is_known_by_its_own_token_only(&bench).await;
    a_client_of_nobody_is_in_no_list(&bench).await;
    a_client_of_nobody_is_changed_and_deleted_as_nobodys(&bench).await;
    a_right_registers_as_many_clients_as_it_says(&bench).await;
    a_right_that_is_not_good_registers_nothing(&bench).await;
    of_many_who_race_for_the_last_use_one_wins(&bench).await;
    rights_are_listed_until_they_expire_or_are_taken_back(&bench).await;
}

impl Bench<'_> {
    fn registering(&self) -> RegisterClient {
        let command = fixtures::registering(&self.ambient);
        RegisterClient { creation: self.creation(&command.creation.client), ..command }
    }

    async fn register(&self, command: &RegisterClient) -> bool {
        self.stores.registrations.register(command.clone()).await.expect("register")
    }

    async fn registered(&self, client: &Client, token: &RegistrationTokenDigest) -> Option<Client> {
        self.stores.registrations.registered(client.id, token).await.expect("registered")
    }

    async fn admitted(&self, uses_left: u32) -> InitialAccess {
        let (now, random) = (self.now(), self.ambient.random());
        let access = InitialAccess {
            id: InitialAccessId::generate(now, random),
            token: InitialAccessToken::generate(random).digest(),
            uses_left,
            created_at: now,
            expires_at: now + HOUR,
        };
        self.stores.registrations.admit(access).await.expect("admit");
        access
    }

    async fn rights(&self, now: Timestamp) -> Vec<InitialAccess> {
        self.stores.registrations.admitted(now).await.expect("admitted")
    }
}

async fn a_client_of_nobody_is_known_by_its_own_token_only(bench: &Bench<'_>) {
    let (one, other) = (bench.registering(), bench.registering());
    let client = &one.creation.client;
    assert_eq!(bench.registered(client, &one.token).await, None);
    assert!(!bench.kept(&one.creation.audit).await);
    assert!(bench.register(&one).await && bench.register(&other).await);
    assert!(bench.kept(&one.creation.audit).await);
    assert_eq!(bench.registered(client, &one.token).await.as_ref(), Some(client));
    assert_eq!(bench.stores.clients.find(client.id).await.expect("find").as_ref(), Some(client));
    assert_eq!(bench.registered(client, &other.token).await, None, "another client's token");
    let (owned, _) = bench.client(bench.person().await).await;
    assert_eq!(bench.registered(&owned, &one.token).await, None, "a client of somebody");
}

async fn a_client_of_nobody_is_in_no_list(bench: &Bench<'_>) {
    assert!(bench.register(&bench.registering()).await);
    let listed = bench.stores.clients.list(ClientOwner::Nobody, first(10)).await.expect("list");
    assert_eq!(listed.items, []);
}

async fn a_client_of_nobody_is_changed_and_deleted_as_nobodys(bench: &Bench<'_>) {
    let command = bench.registering();
    assert!(bench.register(&command).await);
    let client = &command.creation.client;
    let somebody = ClientOwner::User(bench.person().await);
    assert!(!bench.stores.clients.delete(bench.deletion(somebody, client.id)).await.expect("delete"));
    let (owned, _) = bench.client(bench.person().await).await;
    let nobodys = bench.deletion(ClientOwner::Nobody, owned.id);
    assert!(!bench.stores.clients.delete(nobodys).await.expect("delete"), "it is somebody's");
    let changed = update(bench, client);
    assert!(bench.stores.clients.update(changed).await.expect("update"));
    let found = bench.registered(client, &command.token).await.expect("the client");
    assert_eq!(found.name.as_str(), "Renamed");
    let deletion = bench.deletion(ClientOwner::Nobody, client.id);
    assert!(bench.stores.clients.delete(deletion).await.expect("delete"));
    assert_eq!(bench.registered(client, &command.token).await, None);
}

async fn a_right_registers_as_many_clients_as_it_says(bench: &Bench<'_>) {
    let access = bench.admitted(2).await;
    for expected in [true, true, false] {
        let command = RegisterClient { initial: Some(access.token), ..bench.registering() };
        assert_eq!(bench.register(&command).await, expected);
        assert_eq!(bench.kept(&command.creation.audit).await, expected);
        let found = bench.stores.clients.find(command.creation.client.id).await.expect("find");
        assert_eq!(found.is_some(), expected);
    }
}

async fn a_right_that_is_not_good_registers_nothing(bench: &Bench<'_>) {
    let (early, late) = (bench.admitted(1).await, bench.admitted(1).await);
    let unknown = InitialAccessToken::generate(bench.ambient.random()).digest();
    let unknown = RegisterClient { initial: Some(unknown), ..bench.registering() };
    assert!(!bench.register(&unknown).await);
    bench.clock.advance(HOUR - TICK);
    assert!(bench.register(&RegisterClient { initial: Some(early.token), ..bench.registering() }).await);
    bench.clock.advance(TICK);
    assert!(!bench.register(&RegisterClient { initial: Some(late.token), ..bench.registering() }).await);
}

async fn of_many_who_race_for_the_last_use_one_wins(bench: &Bench<'_>) {
    let access = bench.admitted(1).await;
    let winners = race(|_| {
        let store = Arc::clone(&bench.stores.registrations);
        let command = RegisterClient { initial: Some(access.token), ..bench.registering() };
        async move { store.register(command).await.expect("register") }
    });
    assert_eq!(winners.await.len(), 1);
}

async fn rights_are_listed_until_they_expire_or_are_taken_back(bench: &Bench<'_>) {
    bench.clock.advance(HOUR);
    let first = bench.admitted(3).await;
    bench.tick();
    let second = bench.admitted(1).await;
    assert_eq!(bench.rights(bench.now()).await, [first, second]);
    assert!(bench.register(&RegisterClient { initial: Some(first.token), ..bench.registering() }).await);
    assert_eq!(bench.rights(bench.now()).await[0], InitialAccess { uses_left: 2, ..first });
    assert_eq!(bench.rights(first.expires_at).await, [second]);
    let dismiss = async |id| bench.stores.registrations.dismiss(id).await.expect("dismiss");
    assert!(dismiss(first.id).await);
    assert!(!dismiss(first.id).await, "it is gone");
    assert_eq!(bench.rights(bench.now()).await, [second]);
    assert!(!bench.register(&RegisterClient { initial: Some(first.token), ..bench.registering() }).await);
}
