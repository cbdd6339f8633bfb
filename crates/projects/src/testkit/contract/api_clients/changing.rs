//! Changes, new tokens, and notes of use.

use super::super::setting::{Harness, TICK, count, keys, race, record, seconds, start};
use super::{Scene, digest, grant};
use crate::ports::{ApiClientOutcome, CreateApiClient, RotateApiClient, UpdateApiClient};
use crate::{ApiClient, ApiClientKeeper, ApiClientName, AssignableRole, Grant, Grants};
use hitkey_kernel::Timestamp;
use std::time::Duration;

pub(super) async fn all(harness: &dyn Harness) {
    a_change_is_kept_with_its_entry(harness).await;
    a_change_of_something_else_than_was_seen_is_stale(harness).await;
    of_racing_changes_one_is_made(harness).await;
    nothing_is_granted_later_that_is_not_there(harness).await;
    a_new_token_ends_the_old_one(harness).await;
    an_old_token_stays_good_as_long_as_is_said(harness).await;
    of_racing_rotations_one_is_made(harness).await;
    a_use_is_noted_once_a_minute(harness).await;
}

/// Everything that can change does.
fn update(made: &CreateApiClient, seen_at: Timestamp) -> UpdateApiClient {
    let client = ApiClient {
        name: ApiClientName::parse("renamed").unwrap(),
        description: None,
        grants: Grants::new(),
        expires_at: None,
        revoked_at: Some(start() + seconds(3)),
        updated_at: seen_at + seconds(3),
        ..made.client.clone()
    };
    UpdateApiClient { by: made.by, client, seen_at, audit: record() }
}

fn rotation(made: &CreateApiClient, seen_at: Timestamp, overlap: Option<Duration>) -> RotateApiClient {
    RotateApiClient {
        by: made.by,
        id: made.client.id,
        seen_at,
        token: digest(),
        overlap_until: overlap.map(|overlap| seen_at + TICK + overlap),
        now: seen_at + TICK,
        audit: record(),
    }
}

async fn a_change_is_kept_with_its_entry(harness: &dyn Harness) {
    let scene = Scene::new(harness).await;
    let clients = &scene.place.stores.api_clients;
    for made in scene.both() {
        clients.note_use(made.client.id, start()).await.unwrap();
        let command = update(made, start());
        let changed = command.client.clone();
        // When it was made and used is not for a change to say.
        let said = ApiClient { created_at: start() - TICK, last_used_at: None, ..changed.clone() };
        let command = UpdateApiClient { client: said, ..command };
        assert_eq!(clients.update(command.clone()).await.unwrap(), ApiClientOutcome::Done);
        let expected = ApiClient { last_used_at: Some(start()), ..changed };
        assert_eq!(scene.place.read(made.client.owner, made.client.id).await, Some(expected));
        assert!(scene.place.kept(&command.audit).await);
        assert_eq!(
            scene.place.behind(made.token).await,
            Some(made.client.id),
            "who asks judges that it is revoked"
        );
    }
}

async fn a_change_of_something_else_than_was_seen_is_stale(harness: &dyn Harness) {
    let (scene, other) = (Scene::new(harness).await, Scene::new(harness).await);
    let (place, clients) = (&scene.place, &scene.place.stores.api_clients);
    let impostors = place.impostors().await;
    for (made, others) in scene.both().into_iter().zip(other.both()) {
        let mut keepers = vec![others.by];
        if let ApiClientKeeper::Manager { project, .. } = made.by {
            keepers.extend(impostors.map(|by| ApiClientKeeper::Manager { project, by }));
        }
        let mut updates = vec![update(made, start() - TICK)];
        updates.extend(keepers.iter().map(|by| UpdateApiClient { by: *by, ..update(made, start()) }));
        for command in updates {
            assert_eq!(clients.update(command.clone()).await.unwrap(), ApiClientOutcome::Stale);
            assert!(!place.kept(&command.audit).await);
        }
        let mut rotations = vec![rotation(made, start() - TICK, None)];
        rotations
            .extend(keepers.iter().map(|by| RotateApiClient { by: *by, ..rotation(made, start(), None) }));
        for command in rotations {
            assert!(!clients.rotate(command.clone()).await.unwrap());
            assert_eq!(place.behind(command.token).await, None);
            assert!(!place.kept(&command.audit).await);
        }
        assert_eq!(place.read(made.client.owner, made.client.id).await.as_ref(), Some(&made.client));
        assert_eq!(place.behind(made.token).await, Some(made.client.id));
    }
}

async fn of_racing_changes_one_is_made(harness: &dyn Harness) {
    let scene = Scene::new(harness).await;
    for made in scene.both() {
        let outcomes = race(|_| {
            let (clients, command) = (scene.place.stores.api_clients.clone(), update(made, start()));
            async move { clients.update(command).await.unwrap() }
        })
        .await;
        assert_eq!(count(&outcomes, |outcome| *outcome == ApiClientOutcome::Done), 1, "{outcomes:?}");
        assert_eq!(count(&outcomes, |outcome| *outcome == ApiClientOutcome::Stale), outcomes.len() - 1);
    }
}

async fn nothing_is_granted_later_that_is_not_there(harness: &dyn Harness) {
    let scene = Scene::new(harness).await;
    let (place, clients) = (&scene.place, &scene.place.stores.api_clients);
    place.permission("site.edit", false).await;
    for made in scene.both() {
        let mut command = update(made, start());
        command.client.grants = place.granting(grant(AssignableRole::Member, "nothing"));
        assert_eq!(clients.update(command.clone()).await.unwrap(), ApiClientOutcome::UnknownPermission);
        assert!(!place.kept(&command.audit).await);
        let permissions = keys(["site.view", "site.edit"]);
        command.client.grants = place.granting(Grant { role: AssignableRole::Member, permissions });
        assert_eq!(clients.update(command.clone()).await.unwrap(), ApiClientOutcome::Done);
        let found = place.read(made.client.owner, made.client.id).await;
        assert_eq!(found.map(|client| client.grants), Some(command.client.grants));
    }
}

async fn a_new_token_ends_the_old_one(harness: &dyn Harness) {
    let scene = Scene::new(harness).await;
    let place = &scene.place;
    for made in scene.both() {
        let command = rotation(made, start(), None);
        assert!(place.stores.api_clients.rotate(command.clone()).await.unwrap());
        assert_eq!(place.behind(made.token).await, None);
        assert_eq!(place.behind(command.token).await, Some(made.client.id));
        let found = place.read(made.client.owner, made.client.id).await;
        assert_eq!(found, Some(ApiClient { updated_at: command.now, ..made.client.clone() }));
        assert!(place.kept(&command.audit).await);
    }
}

async fn an_old_token_stays_good_as_long_as_is_said(harness: &dyn Harness) {
    let scene = Scene::new(harness).await;
    let (clients, made) = (&scene.place.stores.api_clients, &scene.personal);
    let (second, third, last) = (
        rotation(made, start(), Some(seconds(60))),
        rotation(made, start() + TICK, Some(seconds(5))),
        rotation(made, start() + TICK + TICK, None),
    );
    assert!(clients.rotate(second.clone()).await.unwrap());
    assert!(clients.rotate(third.clone()).await.unwrap());
    let good = async |token, at| clients.find_by_token(&token, at).await.unwrap().is_some();
    let (first_end, second_end) = (second.overlap_until.unwrap(), third.overlap_until.unwrap());
    for (token, end) in [(made.token, first_end), (second.token, second_end)] {
        assert!(good(token, end - TICK).await && !good(token, end).await);
    }
    assert!(good(third.token, first_end + seconds(1_000_000)).await);
    assert!(clients.rotate(last.clone()).await.unwrap());
    for token in [made.token, second.token, third.token] {
        assert!(!good(token, start()).await, "all that were replaced are dead");
    }
    assert!(good(last.token, start()).await);
}

async fn of_racing_rotations_one_is_made(harness: &dyn Harness) {
    let scene = Scene::new(harness).await;
    for made in scene.both() {
        let outcomes = race(|_| {
            let (clients, command) = (scene.place.stores.api_clients.clone(), rotation(made, start(), None));
            async move { clients.rotate(command).await.unwrap() }
        })
        .await;
        assert_eq!(count(&outcomes, |rotated| *rotated), 1);
    }
}

async fn a_use_is_noted_once_a_minute(harness: &dyn Harness) {
    let scene = Scene::new(harness).await;
    let (place, clients) = (&scene.place, &scene.place.stores.api_clients);
    let client = &scene.personal.client;
    let minute = ApiClient::USE_IS_KNOWN_TO;
    for (now, noted) in [
        (start(), start()),
        (start() + minute - TICK, start()),
        (start() - seconds(10), start()),
        (start() + minute, start() + minute),
    ] {
        clients.note_use(client.id, now).await.unwrap();
        let found = place.read(client.owner, client.id).await.unwrap();
        assert_eq!(found, ApiClient { last_used_at: Some(noted), ..client.clone() });
    }
    let other = place.read(scene.team.client.owner, scene.team.client.id).await.unwrap();
    assert_eq!(other.last_used_at, None);
}
