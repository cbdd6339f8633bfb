use super::Harness;
use super::bench::{Bench, RACERS, race};
use super::paging;
use crate::ports::{ResourceOutcome, UpdateResource};
use crate::testkit::fixtures;
use crate::{
    AuthorizationCode, ClientName, Event, Grant, Resource, ResourceField, ResourceUri, Scope, ScopeSet,
    Target,
};
use hitkey_kernel::testkit::first;
use hitkey_kernel::{ProjectId, ResourceId};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

/// The rules of [`ResourceStore`](crate::ports::ResourceStore), and of what others keep of resources.
pub async fn resource_store(harness: &dyn Harness) {
    let bench = Bench::new(harness, "resource_store");
    every_field_of_a_resource_comes_back(&bench).await;
    a_uri_names_one_resource_on_the_whole_server(&bench).await;
    of_many_who_register_one_uri_one_does(&bench).await;
    a_project_has_so_many_and_no_more(&bench).await;
    a_project_that_is_gone_has_none(&bench).await;
    paging::resources(&bench).await;
    an_update_changes_what_can_be_changed(&bench).await;
    an_update_needs_what_was_seen(&bench).await;
    a_resource_is_deleted_by_its_project_only(&bench).await;
    resources_are_found_with_what_their_projects_are(&bench).await;
    a_grant_keeps_its_resources_and_the_consent_adds_them_up(&bench).await;
    a_consent_forgets_its_resources_with_itself_and_with_them(&bench).await;
    nothing_is_issued_for_a_resource_that_is_gone(&bench).await;
}

async fn project(bench: &Bench<'_>) -> ProjectId {
    bench.project(true, bench.person().await, &[]).await
}

async fn found(bench: &Bench<'_>, resource: &Resource) -> Option<Resource> {
    bench.stores.resources.find(resource.project, resource.id).await.expect("find")
}

async fn create(bench: &Bench<'_>, resource: &Resource) -> ResourceOutcome {
    bench.stores.resources.create(bench.registration(resource)).await.expect("create")
}

async fn every_field_of_a_resource_comes_back(bench: &Bench<'_>) {
    let plain = bench.new_resource(project(bench).await);
    let mut rich = Resource {
        name: ClientName::parse("Ünïcode \"quoted\" 🔑").expect("a name"),
        scopes: Some(ScopeSet::from_iter([Scope::Profile, Scope::ProjectRead])),
        is_open: true,
        ..bench.new_resource(project(bench).await)
    };
    rich.updated_at = rich.created_at + Duration::from_micros(1);
    let deaf = Resource { scopes: Some(ScopeSet::EMPTY), ..bench.new_resource(rich.project) };
    for resource in [plain, rich, deaf] {
        assert_eq!(found(bench, &resource).await, None);
        let command = bench.registration(&resource);
        assert_eq!(
            bench.stores.resources.create(command.clone()).await.expect("create"),
            ResourceOutcome::Done
        );
        assert!(bench.kept(&command.audit).await);
        assert_eq!(found(bench, &resource).await, Some(resource.clone()));
        let elsewhere = bench.stores.resources.find(project(bench).await, resource.id).await.expect("find");
        assert_eq!(elsewhere, None, "another project's");
    }
}

async fn a_uri_names_one_resource_on_the_whole_server(bench: &Bench<'_>) {
    let (own, other) = (project(bench).await, project(bench).await);
    let with = |project, uri: &str| fixtures::resource(project, uri, &bench.ambient);
    bench.add_resource(&with(own, "https://one.example.org")).await;
    for project in [own, other] {
        for uri in ["https://one.example.org", "https://one.example.org/"] {
            let command = bench.registration(&with(project, uri));
            let outcome = bench.stores.resources.create(command.clone()).await.expect("create");
            assert_eq!(outcome, ResourceOutcome::Taken, "{uri}");
            assert!(!bench.kept(&command.audit).await, "nothing happened");
        }
    }
    bench.add_resource(&with(other, "https://one.example.org/v1")).await;
    bench.add_resource(&with(other, "https://one.example.org/v1/")).await;
}

async fn of_many_who_register_one_uri_one_does(bench: &Bench<'_>) {
    let uri = bench.new_resource(project(bench).await).uri;
    let mut commands = Vec::new();
    for _ in 0..RACERS {
        let resource = Resource { uri: uri.clone(), ..bench.new_resource(project(bench).await) };
        commands.push(bench.registration(&resource));
    }
    let winners = race(|racer| {
        let (resources, command) = (Arc::clone(&bench.stores.resources), commands[racer].clone());
        async move { resources.create(command).await.expect("create") == ResourceOutcome::Done }
    });
    assert_eq!(winners.await.len(), 1);
}

async fn a_project_has_so_many_and_no_more(bench: &Bench<'_>) {
    let (own, left) = (project(bench).await, 3);
    for _ in 0..Resource::MOST - left {
        bench.resource(own).await;
    }
    let commands: Vec<_> = (0..RACERS).map(|_| bench.registration(&bench.new_resource(own))).collect();
    let winners = race(|racer| {
        let (resources, command) = (Arc::clone(&bench.stores.resources), commands[racer].clone());
        async move { resources.create(command).await.expect("create") == ResourceOutcome::Done }
    });
    assert_eq!(winners.await.len(), left);
    assert_eq!(create(bench, &bench.new_resource(own)).await, ResourceOutcome::TooMany);
    bench.resource(project(bench).await).await;
}

async fn a_project_that_is_gone_has_none(bench: &Bench<'_>) {
    let gone = ProjectId::generate(bench.now(), bench.ambient.random());
    assert_eq!(create(bench, &bench.new_resource(gone)).await, ResourceOutcome::NoProject);
    let page = bench.stores.resources.list(gone, first(10)).await.expect("list");
    assert_eq!(page.items, []);
}

fn update(bench: &Bench<'_>, before: &Resource) -> UpdateResource {
    let fields = vec![ResourceField::Name, ResourceField::Scope, ResourceField::Open];
    let event = Event::ResourceChanged { project: before.project, resource: before.id, fields };
    let resource = Resource {
        name: ClientName::parse("Renamed").expect("a name"),
        scopes: Some(ScopeSet::from_iter([Scope::Email])),
        is_open: !before.is_open,
        updated_at: bench.tick(),
        ..before.clone()
    };
    UpdateResource { resource, seen_updated_at: before.updated_at, audit: bench.record(&event) }
}

async fn an_update_changes_what_can_be_changed(bench: &Bench<'_>) {
    let before = bench.resource(project(bench).await).await;
    let mut command = update(bench, &before);
    command.resource.created_at = bench.tick();
    command.resource.uri = ResourceUri::parse("https://moved.example.org").expect("a resource");
    assert!(bench.stores.resources.update(command.clone()).await.expect("update"));
    assert!(bench.kept(&command.audit).await);
    let expected = Resource { uri: before.uri, created_at: before.created_at, ..command.resource };
    assert_eq!(found(bench, &expected).await, Some(expected.clone()));
    let mut back = update(bench, &expected);
    back.resource.scopes = None;
    assert!(bench.stores.resources.update(back.clone()).await.expect("update"));
    assert_eq!(found(bench, &expected).await.expect("a resource").scopes, None);
}

async fn an_update_needs_what_was_seen(bench: &Bench<'_>) {
    let before = bench.resource(project(bench).await).await;
    let commands: Vec<_> = (0..RACERS).map(|_| update(bench, &before)).collect();
    let winners = race(|racer| {
        let (resources, command) = (Arc::clone(&bench.stores.resources), commands[racer].clone());
        async move { resources.update(command).await.expect("update") }
    });
    let winners = winners.await;
    assert_eq!(winners.len(), 1);
    for (racer, command) in commands.iter().enumerate() {
        assert_eq!(bench.kept(&command.audit).await, winners.contains(&racer), "only the winner's entry");
    }
}

async fn a_resource_is_deleted_by_its_project_only(bench: &Bench<'_>) {
    let resource = bench.resource(project(bench).await).await;
    let command = bench.resource_deletion(project(bench).await, resource.id);
    assert!(!bench.stores.resources.delete(command.clone()).await.expect("delete"));
    assert!(!bench.kept(&command.audit).await, "nothing happened");
    for left in [true, false] {
        let command = bench.resource_deletion(resource.project, resource.id);
        assert_eq!(bench.stores.resources.delete(command.clone()).await.expect("delete"), left);
        assert_eq!(bench.kept(&command.audit).await, left);
        assert_eq!(found(bench, &resource).await, None);
    }
    // The URI is free again, and names another resource.
    bench.add_resource(&Resource { uri: resource.uri, ..bench.new_resource(project(bench).await) }).await;
}

fn sorted(mut targets: Vec<Target>) -> Vec<Target> {
    targets.sort_by_key(|target| target.resource.id);
    targets
}

async fn resources_are_found_with_what_their_projects_are(bench: &Bench<'_>) {
    let owner = bench.person().await;
    let mut targets = Vec::new();
    for is_public in [true, false] {
        let resource = bench.resource(bench.project(is_public, owner, &[]).await).await;
        targets.push(Target { resource, is_public });
    }
    let store = &bench.stores.resources;
    let other = bench.resource(project(bench).await).await;
    let ids: BTreeSet<_> = targets.iter().map(|target| target.resource.id).collect();
    let gone = ResourceId::generate(bench.now(), bench.ambient.random());
    let asked = ids.iter().copied().chain([gone]).collect();
    let by_id = sorted(targets.clone());
    assert_eq!(sorted(store.known(asked).await.expect("known")), by_id);
    assert_eq!(store.known(BTreeSet::new()).await.expect("known"), []);

    let unknown = bench.new_resource(other.project).uri;
    let uris = targets.iter().map(|target| target.resource.uri.clone()).chain([unknown]).collect();
    assert_eq!(sorted(store.named(uris).await.expect("named")), by_id);
    assert_eq!(store.named(Vec::new()).await.expect("named"), []);
}

/// A grant for these resources, issued if it can be.
async fn issue(bench: &Bench<'_>, of: &Grant, resources: &[&Resource]) -> Option<(Grant, AuthorizationCode)> {
    let (grant, code) = fixtures::grant(of.client, of.user, &bench.ambient);
    let grant = Grant { resources: resources.iter().map(|resource| resource.id).collect(), ..grant };
    bench.issue(&grant, &code).await.then_some((grant, code))
}

async fn allowed(bench: &Bench<'_>, of: &Grant) -> BTreeSet<ResourceId> {
    bench.stores.consents.resources(of.user, of.client).await.expect("resources")
}

async fn a_grant_keeps_its_resources_and_the_consent_adds_them_up(bench: &Bench<'_>) {
    let (issued, own) = (bench.issued().await, project(bench).await);
    let (one, two, three) = (bench.resource(own).await, bench.resource(own).await, bench.resource(own).await);
    assert_eq!(allowed(bench, &issued.grant).await, BTreeSet::new());
    for resources in [&[&one, &two][..], &[&three, &one], &[]] {
        let (grant, code) = issue(bench, &issued.grant, resources).await.expect("a grant");
        assert_eq!(bench.find_by_code(&issued.client, &code).await, Some(grant));
    }
    assert_eq!(allowed(bench, &issued.grant).await, [one.id, two.id, three.id].into());
    let elsewhere = bench.issued_to(issued.client, bench.person().await).await;
    assert_eq!(allowed(bench, &elsewhere.grant).await, BTreeSet::new(), "somebody else's");
}

async fn a_consent_forgets_its_resources_with_itself_and_with_them(bench: &Bench<'_>) {
    let (issued, own) = (bench.issued().await, project(bench).await);
    let (one, two) = (bench.resource(own).await, bench.resource(own).await);
    issue(bench, &issued.grant, &[&one, &two]).await.expect("a grant");
    let command = bench.resource_deletion(own, one.id);
    assert!(bench.stores.resources.delete(command).await.expect("delete"));
    assert_eq!(allowed(bench, &issued.grant).await, [two.id].into());
    let command = bench.withdrawal(issued.grant.user, issued.client.id);
    assert!(bench.stores.consents.withdraw(command).await.expect("withdraw"));
    assert_eq!(allowed(bench, &issued.grant).await, BTreeSet::new());
    // A new consent starts from nothing.
    issue(bench, &issued.grant, &[]).await.expect("a grant");
    assert_eq!(allowed(bench, &issued.grant).await, BTreeSet::new());
}

async fn nothing_is_issued_for_a_resource_that_is_gone(bench: &Bench<'_>) {
    let (owner, person) = (bench.person().await, bench.person().await);
    let (client, _) = bench.client(owner).await;
    let (of, _) = fixtures::grant(client.id, person, &bench.ambient);
    let (kept, gone) = (bench.resource(project(bench).await).await, bench.new_resource(project(bench).await));
    assert!(issue(bench, &of, &[&kept, &gone]).await.is_none());
    assert_eq!(bench.stores.consents.find(person, client.id).await.expect("find"), None, "nothing happened");
    assert_eq!(allowed(bench, &of).await, BTreeSet::new());
}
