//! What goes with a client, and what a client goes with.

use super::super::setting::{Harness, Place, key, record};
use super::{Scene, making};
use crate::ports::{DeleteApiClient, DeletePermission, DeleteProject, UpdatePermission};
use crate::{ApiClientKeeper, Grant, Grants, Permission};

pub(super) async fn all(harness: &dyn Harness) {
    a_removed_client_is_gone_with_its_tokens(harness).await;
    nobody_removes_the_client_of_another(harness).await;
    grants_follow_their_permissions(harness).await;
    a_project_takes_its_clients_and_grants_along(harness).await;
}

async fn a_removed_client_is_gone_with_its_tokens(harness: &dyn Harness) {
    let scene = Scene::new(harness).await;
    let place = &scene.place;
    for made in scene.both() {
        for expected in [true, false] {
            let command = DeleteApiClient { by: made.by, id: made.client.id, audit: record() };
            let audit = command.audit.clone();
            assert_eq!(place.stores.api_clients.delete(command).await.unwrap(), expected);
            assert_eq!(place.kept(&audit).await, expected);
            assert_eq!(place.behind(made.token).await, None);
            assert_eq!(place.read(made.client.owner, made.client.id).await, None);
        }
    }
}

async fn nobody_removes_the_client_of_another(harness: &dyn Harness) {
    let (scene, other) = (Scene::new(harness).await, Scene::new(harness).await);
    let place = &scene.place;
    let mut tries = vec![
        (other.personal.by, &scene.personal),
        (place.keeper(), &scene.personal),
        (scene.personal.by, &scene.team),
        (other.team.by, &scene.team),
    ];
    let project = place.project.id;
    let impostors = place.impostors().await.map(|by| ApiClientKeeper::Manager { project, by });
    tries.extend(impostors.map(|by| (by, &scene.team)));
    for (by, made) in tries {
        let command = DeleteApiClient { by, id: made.client.id, audit: record() };
        let audit = command.audit.clone();
        assert!(!place.stores.api_clients.delete(command).await.unwrap(), "{by:?}");
        assert!(!place.kept(&audit).await);
        assert_eq!(place.behind(made.token).await, Some(made.client.id));
    }
}

async fn grants_follow_their_permissions(harness: &dyn Harness) {
    let scene = Scene::new(harness).await;
    let place = &scene.place;
    let permission = place.permission("site.edit", false).await;
    let granted = Grant { permissions: [permission.key.clone()].into(), ..Grant::default() };
    let made = making(scene.personal.by, place.granting(granted));
    place.api_client(&made).await;
    let keys = async || {
        let found = place.read(made.client.owner, made.client.id).await.unwrap();
        let grant = found.grants[&place.project.id].clone();
        grant.permissions.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(keys().await, ["site.edit"]);
    let renamed = Permission { key: key("site.write"), ..permission.clone() };
    let command =
        UpdatePermission { by: place.by(), seen: permission.clone(), permission: renamed, audit: record() };
    place.stores.permissions.update(command).await.unwrap();
    assert_eq!(keys().await, ["site.write"]);
    let command = DeletePermission {
        project: place.project.id,
        by: place.by(),
        permission: permission.id,
        audit: record(),
    };
    assert!(place.stores.permissions.delete(command).await.unwrap());
    assert!(keys().await.is_empty());
}

async fn a_project_takes_its_clients_and_grants_along(harness: &dyn Harness) {
    let (scene, far) = (Scene::new(harness).await, Place::new(harness).await);
    let place = &scene.place;
    let mut wide = making(scene.personal.by, place.granting(Grant::default()));
    wide.client.grants.extend(far.granting(Grant::default()));
    place.api_client(&wide).await;
    let command = DeleteProject { project: place.project.id, by: place.by(), audit: record() };
    assert!(place.stores.projects.delete(command).await.unwrap());
    assert_eq!(place.behind(scene.team.token).await, None);
    assert_eq!(place.read(scene.team.client.owner, scene.team.client.id).await, None);
    for (made, grants) in [(&scene.personal, Grants::new()), (&wide, far.granting(Grant::default()))] {
        assert_eq!(place.behind(made.token).await, Some(made.client.id));
        assert_eq!(place.read(made.client.owner, made.client.id).await.unwrap().grants, grants);
    }
}
