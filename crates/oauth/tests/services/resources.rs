//! Servers that projects register (RFC 8707).

use hitkey_kernel::testkit::first;
use hitkey_kernel::{ProjectId, ResourceId};
use hitkey_oauth::service::{
    CreateResourceError, DeleteResourceError, FieldError, FindResourceError, ResourceChanges,
    ResourceRegistration, UpdateResourceError,
};
use hitkey_oauth::testkit::fixtures::{World, actor};
use hitkey_oauth::{Event, Resource, ResourceField};
use std::time::Duration;

const ORDERS: &str = "https://orders.example.org/v1";

async fn project(world: &World) -> ProjectId {
    world.project_client(true, &[]).await.project
}

fn registration(uri: &str) -> ResourceRegistration {
    ResourceRegistration { uri: uri.into(), name: " Orders ".into(), scope: None, open: None }
}

async fn create(
    world: &World,
    project: ProjectId,
    registration: &ResourceRegistration,
) -> Result<Resource, CreateResourceError> {
    world.provider.resources.create(project, &actor(world.person().user), registration).await
}

fn complaints(fields: &[FieldError]) -> Vec<(&str, &str)> {
    fields.iter().map(|failure| (failure.field, failure.rule)).collect()
}

/// What the audit log says of resources.
fn events(world: &World) -> Vec<Event> {
    let about =
        world.store.trail().into_iter().filter(|entry| entry.action.as_str().starts_with("resource."));
    about.map(|entry| entry.event().unwrap()).collect()
}

#[tokio::test]
async fn a_resource_is_closed_and_takes_every_scope_unless_it_says_otherwise() {
    let world = World::open().await;
    let project = project(&world).await;
    let plain = create(&world, project, &registration(ORDERS)).await.unwrap();
    assert_eq!((plain.name.as_str(), plain.uri.as_str()), ("Orders", ORDERS));
    assert_eq!((plain.scopes, plain.is_open, plain.project), (None, false, project));
    let rich = ResourceRegistration {
        scope: Some("email  profile".into()),
        open: Some(true),
        ..registration("urn:example:orders")
    };
    let rich = create(&world, project, &rich).await.unwrap();
    assert_eq!((rich.scopes.unwrap().to_string().as_str(), rich.is_open), ("profile email", true));
    for resource in [&plain, &rich] {
        assert_eq!(world.provider.resources.find(project, resource.id).await.unwrap(), *resource);
    }
    let made = [&plain, &rich].map(|resource| Event::ResourceCreated { project, resource: resource.id });
    assert_eq!(events(&world), made);
    let entry = world.store.trail().into_iter().find(|entry| entry.action.as_str() == "resource.created");
    assert_eq!(entry.unwrap().project, Some(project), "its owner and admins see it");
}

#[tokio::test]
async fn what_is_wrong_is_told_at_once() {
    let world = World::open().await;
    let project = project(&world).await;
    let nameless = |uri: &str, scope: &str| ResourceRegistration {
        name: String::new(),
        scope: Some(scope.into()),
        ..registration(uri)
    };
    for (bad, expected) in [
        (nameless("", "orders:read"), vec![("uri", "required"), ("name", "required"), ("scope", "enum")]),
        (registration("/orders"), vec![("uri", "resource")]),
        (registration("https://orders.example.org/#x"), vec![("uri", "resource")]),
        (registration("https://ORDERS.example.org/"), vec![("uri", "resource")]),
        (registration("https://id.example.org"), vec![("uri", "foreign")]),
        (registration("https://id.example.org/oauth/userinfo"), vec![("uri", "foreign")]),
    ] {
        match create(&world, project, &bad).await {
            Err(CreateResourceError::Invalid(fields)) => assert_eq!(complaints(&fields), expected, "{bad:?}"),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(events(&world), []);
}

#[tokio::test]
async fn a_uri_is_taken_on_the_whole_server_until_it_is_given_back() {
    let world = World::open().await;
    let (one, other) = (project(&world).await, project(&world).await);
    let taken = create(&world, one, &registration("https://orders.example.org")).await.unwrap();
    let again = registration("https://orders.example.org/");
    for project in [one, other] {
        assert!(matches!(create(&world, project, &again).await, Err(CreateResourceError::Taken)));
    }
    let gone = ProjectId::generate(world.ambient.now(), world.ambient.random());
    assert!(matches!(create(&world, gone, &registration(ORDERS)).await, Err(CreateResourceError::NotFound)));
    let by = actor(world.person().user);
    world.provider.resources.delete(one, &by, taken.id).await.unwrap();
    let anew = create(&world, other, &again).await.unwrap();
    assert_ne!(anew.id, taken.id);
}

#[tokio::test]
async fn a_project_has_a_hundred_at_most() {
    let world = World::open().await;
    let project = project(&world).await;
    for number in 0..Resource::MOST {
        create(&world, project, &registration(&format!("urn:example:{number}"))).await.unwrap();
    }
    assert!(matches!(
        create(&world, project, &registration(ORDERS)).await,
        Err(CreateResourceError::TooMany)
    ));
}

#[tokio::test]
async fn a_change_leaves_out_what_stays() {
    let world = World::open().await;
    let (project, by) = (project(&world).await, actor(world.person().user));
    let before = create(&world, project, &registration(ORDERS)).await.unwrap();
    let resources = &world.provider.resources;
    world.clock.advance(Duration::from_secs(1));
    let scope = ResourceChanges { scope: Some(Some("email".into())), ..ResourceChanges::default() };
    let narrowed = resources.update(project, &by, before.id, &scope).await.unwrap();
    assert_eq!(narrowed.scopes.unwrap().to_string(), "email");
    assert_eq!((&narrowed.name, &narrowed.uri, narrowed.is_open), (&before.name, &before.uri, false));
    assert!(narrowed.updated_at > before.updated_at && narrowed.created_at == before.created_at);

    let same = resources.update(project, &by, before.id, &scope).await.unwrap();
    assert_eq!(same, narrowed, "no change");
    let all = ResourceChanges { name: Some("Shop".into()), scope: Some(None), open: Some(true) };
    let after = resources.update(project, &by, before.id, &all).await.unwrap();
    assert_eq!((after.name.as_str(), after.scopes, after.is_open), ("Shop", None, true));
    assert!(after.updated_at > narrowed.updated_at, "also within one instant");
    let changed = |fields: &[ResourceField]| Event::ResourceChanged {
        project,
        resource: before.id,
        fields: fields.to_vec(),
    };
    use ResourceField::{Name, Open, Scope};
    assert_eq!(events(&world)[1..], [changed(&[Scope]), changed(&[Name, Scope, Open])]);

    let bad = ResourceChanges { name: Some(" ".into()), scope: Some(Some("x".into())), open: None };
    match resources.update(project, &by, before.id, &bad).await {
        Err(UpdateResourceError::Invalid(fields)) => {
            assert_eq!(complaints(&fields), [("scope", "enum"), ("name", "required")]);
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn another_projects_resource_is_not_there() {
    let world = World::open().await;
    let (own, other, by) = (project(&world).await, project(&world).await, actor(world.person().user));
    let resource = create(&world, own, &registration(ORDERS)).await.unwrap();
    let (resources, changes) = (&world.provider.resources, ResourceChanges::default());
    let unknown = ResourceId::generate(world.ambient.now(), world.ambient.random());
    for (project, id) in [(other, resource.id), (own, unknown)] {
        assert!(matches!(resources.find(project, id).await, Err(FindResourceError::NotFound)));
        let changed = resources.update(project, &by, id, &changes).await;
        assert!(matches!(changed, Err(UpdateResourceError::NotFound)));
        assert!(matches!(resources.delete(project, &by, id).await, Err(DeleteResourceError::NotFound)));
    }
    assert_eq!(resources.list(other, first(10)).await.unwrap().items, []);
    assert_eq!(resources.list(own, first(10)).await.unwrap().items, std::slice::from_ref(&resource));
    resources.delete(own, &by, resource.id).await.unwrap();
    assert_eq!(events(&world)[1..], [Event::ResourceDeleted { project: own, resource: resource.id }]);
}
