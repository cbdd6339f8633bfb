//! What is made is found, and by nobody else.

use super::super::setting::{Harness, Place, count, keys, person, project_id, race, record, seconds, start};
use super::{Scene, digest, grant, making};
use crate::ports::{ApiClientOutcome, CreateApiClient};
use crate::{ApiClient, ApiClientKeeper, AssignableRole, Grant, Grants};
use hitkey_kernel::UserId;
use hitkey_kernel::testkit::first;

pub(super) async fn all(harness: &dyn Harness) {
    a_client_is_found_as_it_was_made(harness).await;
    nobody_finds_the_client_of_another(harness).await;
    nothing_is_granted_that_is_not_there(harness).await;
    only_an_owner_has_clients(harness).await;
    an_owner_has_a_bounded_number_of_clients(harness).await;
}

async fn a_client_is_found_as_it_was_made(harness: &dyn Harness) {
    let scene = Scene::new(harness).await;
    let place = &scene.place;
    let bare = making(ApiClientKeeper::Owner(scene.user), Grants::new());
    let bare = CreateApiClient {
        client: ApiClient {
            description: None,
            expires_at: None,
            created_at: start() + seconds(1),
            ..bare.client
        },
        ..bare
    };
    let far = Place::new(harness).await;
    let mut wide = making(ApiClientKeeper::Owner(scene.user), place.granting(Grant::default()));
    wide.client.grants.extend(far.granting(Grant { role: AssignableRole::Admin, permissions: keys([]) }));
    wide.client.created_at = start() + seconds(2);
    for command in [&bare, &wide] {
        place.api_client(command).await;
    }
    for command in [&scene.personal, &scene.team, &bare, &wide] {
        let client = &command.client;
        assert_eq!(place.read(client.owner, client.id).await.as_ref(), Some(client));
        let behind = place.stores.api_clients.find_by_token(&command.token, start()).await.unwrap();
        assert_eq!(behind.as_ref(), Some(client));
    }
    let owner = scene.personal.client.owner;
    let listed = place.stores.api_clients.list(owner, first(500)).await.unwrap().items;
    assert_eq!(listed, [scene.personal.client.clone(), bare.client, wide.client]);
}

async fn nobody_finds_the_client_of_another(harness: &dyn Harness) {
    let (scene, other) = (Scene::new(harness).await, Scene::new(harness).await);
    for (client, others) in scene.both().into_iter().zip(other.both()) {
        assert_eq!(scene.place.read(others.client.owner, client.client.id).await, None);
        let listed = scene.place.stores.api_clients.list(others.client.owner, first(500)).await.unwrap();
        assert_eq!(listed.items, std::slice::from_ref(&others.client));
    }
    assert_eq!(scene.place.read(scene.team.client.owner, scene.personal.client.id).await, None);
    assert_eq!(scene.place.read(scene.personal.client.owner, scene.team.client.id).await, None);
    assert_eq!(scene.place.behind(digest()).await, None);
}

async fn nothing_is_granted_that_is_not_there(harness: &dyn Harness) {
    let scene = Scene::new(harness).await;
    let (place, far) = (&scene.place, Place::new(harness).await);
    far.permission("of.another", false).await;
    let nowhere = Grants::from([(project_id(), Grant::default())]);
    let unknown = place.granting(grant(AssignableRole::Member, "of.another"));
    for by in [ApiClientKeeper::Owner(scene.user), place.keeper()] {
        for (grants, expected) in
            [(&nowhere, ApiClientOutcome::Stale), (&unknown, ApiClientOutcome::UnknownPermission)]
        {
            let command = making(by, grants.clone());
            assert_eq!(place.stores.api_clients.create(command.clone()).await.unwrap(), expected);
            assert_eq!(place.behind(command.token).await, None);
            assert!(!place.kept(&command.audit).await);
        }
    }
}

async fn only_an_owner_has_clients(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let project = place.project.id;
    let mut keepers = vec![ApiClientKeeper::Owner(UserId::from_uuid(project_id().uuid()))];
    keepers.extend(place.impostors().await.map(|by| ApiClientKeeper::Manager { project, by }));
    keepers.push(ApiClientKeeper::Manager { project: project_id(), by: place.owner });
    for by in keepers {
        let command = making(by, Grants::new());
        let outcome = place.stores.api_clients.create(command.clone()).await.unwrap();
        assert_eq!(outcome, ApiClientOutcome::Stale, "{by:?}");
        assert_eq!(place.behind(command.token).await, None);
        assert!(!place.kept(&command.audit).await);
    }
}

async fn an_owner_has_a_bounded_number_of_clients(harness: &dyn Harness) {
    let (place, user) = (Place::new(harness).await, person(harness).await);
    for by in [ApiClientKeeper::Owner(user), place.keeper()] {
        for _ in 1..ApiClient::MOST {
            place.api_client(&making(by, Grants::new())).await;
        }
        let outcomes = race(|_| {
            let (clients, command) = (place.stores.api_clients.clone(), making(by, Grants::new()));
            async move { clients.create(command).await.unwrap() }
        })
        .await;
        assert_eq!(count(&outcomes, |outcome| *outcome == ApiClientOutcome::Done), 1, "{outcomes:?}");
        assert_eq!(count(&outcomes, |outcome| *outcome == ApiClientOutcome::TooMany), outcomes.len() - 1);
    }
    let command = CreateApiClient { audit: record(), ..making(place.keeper(), Grants::new()) };
    assert_eq!(place.stores.api_clients.create(command.clone()).await.unwrap(), ApiClientOutcome::TooMany);
    assert!(!place.kept(&command.audit).await);
}
