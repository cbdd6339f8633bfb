use super::bench::Bench;
use crate::testkit::fixtures;
use crate::{Client, ClientOwner, Resource};
use hitkey_kernel::testkit::{ListOrder, ListUnderTest};
use hitkey_kernel::{ClientId, Cursor, PageRequest, ResourceId, Timestamp};

/// The clients of a person, and those of a project.
pub(super) async fn clients(bench: &Bench<'_>) {
    let person = bench.person().await;
    let project = bench.project(true, person, &[]).await;
    for owner in [ClientOwner::User(person), ClientOwner::Project(project)] {
        clients_of(bench, owner).await;
    }
}

async fn clients_of(bench: &Bench<'_>, owner: ClientOwner) {
    let (clients, start) = (&bench.stores.clients, bench.now());
    let stranger = bench.person().await;
    let add = async |created_at: Timestamp| {
        bench.client(stranger).await;
        let (client, _) = fixtures::confidential_client(stranger, &bench.ambient);
        let client = Client { owner, created_at, ..client };
        bench.add(&client).await;
        client.place()
    };
    let remove = async |place: Cursor| {
        assert!(
            clients.delete(bench.deletion(owner, ClientId::from_uuid(place.id()))).await.expect("delete")
        );
    };
    let read = async |request: PageRequest| {
        clients.list(owner, request).await.expect("list").map(|client| client.place())
    };
    ListUnderTest { order: ListOrder::OldestFirst, start, add, remove, read }.check().await;
}

/// The apps that a person allowed.
pub(super) async fn apps(bench: &Bench<'_>) {
    let (user, owner, start) = (bench.person().await, bench.person().await, bench.now());
    let consents = &bench.stores.consents;
    let add = async |created_at: Timestamp| {
        let (client, _) = bench.client(owner).await;
        bench.issued_to(client.clone(), owner).await;
        let (mut grant, code) = fixtures::grant(client.id, user, &bench.ambient);
        grant.created_at = created_at;
        assert!(bench.issue(&grant, &code).await);
        Cursor::new(created_at, client.id.uuid())
    };
    let remove = async |place: Cursor| {
        let client = ClientId::from_uuid(place.id());
        assert!(consents.withdraw(bench.withdrawal(user, client)).await.expect("withdraw"));
    };
    let read =
        async |request: PageRequest| consents.list(user, request).await.expect("list").map(|app| app.place());
    ListUnderTest { order: ListOrder::LatestFirst, start, add, remove, read }.check().await;
}

/// The resources of a project.
pub(super) async fn resources(bench: &Bench<'_>) {
    let (person, start) = (bench.person().await, bench.now());
    let (project, other) = (bench.project(true, person, &[]).await, bench.project(true, person, &[]).await);
    let store = &bench.stores.resources;
    let add = async |created_at: Timestamp| {
        bench.resource(other).await;
        let resource = Resource { created_at, ..bench.new_resource(project) };
        bench.add_resource(&resource).await;
        resource.place()
    };
    let remove = async |place: Cursor| {
        let command = bench.resource_deletion(project, ResourceId::from_uuid(place.id()));
        assert!(store.delete(command).await.expect("delete"));
    };
    let read = async |request: PageRequest| {
        store.list(project, request).await.expect("list").map(|resource| resource.place())
    };
    ListUnderTest { order: ListOrder::OldestFirst, start, add, remove, read }.check().await;
}
