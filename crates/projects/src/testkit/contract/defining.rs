//! Which permissions there are.

use super::setting::{
    Harness, Place, count, key, keys, permission_id, permission_of, person, race, record, seconds, start,
};
use crate::ports::{AddMember, CreatePermission, DeletePermission, PermissionOutcome, UpdatePermission};
use crate::{AssignableRole, Description, Permission, PermissionName, Warrant};
use hitkey_kernel::testkit::first;

pub(super) async fn all(harness: &dyn Harness) {
    a_permission_is_found_as_it_was_defined(harness).await;
    permissions_are_listed_the_oldest_first(harness).await;
    a_key_belongs_to_one_permission_of_a_project(harness).await;
    a_project_has_a_bounded_number_of_permissions(harness).await;
    a_change_is_kept_and_members_keep_the_permission(harness).await;
    no_key_is_taken_from_another_permission(harness).await;
    a_change_of_something_else_than_was_seen_is_stale(harness).await;
    a_removed_permission_is_taken_from_all(harness).await;
    only_whoever_stands_as_seen_defines(harness).await;
}

async fn a_permission_is_found_as_it_was_defined(harness: &dyn Harness) {
    let (place, other) = (Place::new(harness).await, Place::new(harness).await);
    for (text, is_default) in [("site.view", true), ("a:b-c_9", false)] {
        let permission = place.permission(text, is_default).await;
        let permissions = &place.stores.permissions;
        let found = permissions.find(place.project.id, permission.id).await.unwrap();
        assert_eq!(found.as_ref(), Some(&permission));
        assert_eq!(permissions.find(other.project.id, permission.id).await.unwrap(), None);
    }
    assert_eq!(place.stores.permissions.find(place.project.id, permission_id()).await.unwrap(), None);
    assert_eq!(place.seat(place.owner.user).await.unwrap().permissions, keys([]), "nobody got it");
}

async fn permissions_are_listed_the_oldest_first(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let late = Permission {
        created_at: start() + seconds(1),
        description: None,
        ..permission_of(place.project.id, "a", false)
    };
    let command = CreatePermission { by: place.by(), permission: late.clone(), audit: record() };
    assert_eq!(place.stores.permissions.create(command).await.unwrap(), PermissionOutcome::Done);
    let early = place.permission("b", false).await;
    assert_eq!(
        place.stores.permissions.list(place.project.id, first(500)).await.unwrap().items,
        [early, late]
    );
}

async fn a_key_belongs_to_one_permission_of_a_project(harness: &dyn Harness) {
    let (place, other) = (Place::new(harness).await, Place::new(harness).await);
    let outcomes = race(|_| {
        let permission = permission_of(place.project.id, "site.view", false);
        let (permissions, by) = (place.stores.permissions.clone(), place.by());
        async move { permissions.create(CreatePermission { by, permission, audit: record() }).await.unwrap() }
    })
    .await;
    assert_eq!(count(&outcomes, |outcome| *outcome == PermissionOutcome::Done), 1, "{outcomes:?}");
    assert_eq!(count(&outcomes, |outcome| *outcome == PermissionOutcome::KeyTaken), outcomes.len() - 1);
    assert_eq!(place.stores.permissions.list(place.project.id, first(500)).await.unwrap().items.len(), 1);
    other.permission("site.view", false).await;
}

pub(super) fn renamed(place: &Place<'_>, seen: &Permission, text: &str) -> UpdatePermission {
    let permission = Permission {
        key: key(text),
        display_name: PermissionName::parse("Қарау").unwrap(),
        description: None,
        is_default: !seen.is_default,
        ..seen.clone()
    };
    UpdatePermission { by: place.by(), seen: seen.clone(), permission, audit: record() }
}

async fn a_project_has_a_bounded_number_of_permissions(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    for number in 2..Permission::MOST {
        place.permission(&format!("p{number}"), false).await;
    }
    let outcomes = race(|number| {
        let permission = permission_of(place.project.id, &format!("racer{number}"), false);
        let (permissions, by) = (place.stores.permissions.clone(), place.by());
        async move { permissions.create(CreatePermission { by, permission, audit: record() }).await.unwrap() }
    })
    .await;
    assert_eq!(count(&outcomes, |outcome| *outcome == PermissionOutcome::Done), 2, "{outcomes:?}");
    assert_eq!(count(&outcomes, |outcome| *outcome == PermissionOutcome::TooMany), outcomes.len() - 2);
    let listed = place.stores.permissions.list(place.project.id, first(500)).await.unwrap().items;
    assert_eq!(listed.len(), Permission::MOST);
}

async fn a_change_is_kept_and_members_keep_the_permission(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let seen = place.permission("old", true).await;
    let member = place.member(AssignableRole::Member).await;
    let command = renamed(&place, &seen, "new");
    let permissions = &place.stores.permissions;
    assert_eq!(permissions.update(command.clone()).await.unwrap(), PermissionOutcome::Done);
    let found = permissions.find(place.project.id, seen.id).await.unwrap();
    assert_eq!(found, Some(command.permission.clone()));
    assert_eq!(place.seat(member.user).await.unwrap().permissions, keys(["new"]));
    assert_eq!(place.member(AssignableRole::Member).await.permissions, keys([]), "a default one no more");
    let same_key = Permission { description: Description::parse("x").ok(), ..command.permission.clone() };
    let again =
        UpdatePermission { seen: command.permission, permission: same_key, by: place.by(), audit: record() };
    assert_eq!(permissions.update(again).await.unwrap(), PermissionOutcome::Done);
}

async fn no_key_is_taken_from_another_permission(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let (own, other) = (place.permission("own", false).await, place.permission("other", false).await);
    let command = renamed(&place, &own, "other");
    assert_eq!(place.stores.permissions.update(command).await.unwrap(), PermissionOutcome::KeyTaken);
    assert_eq!(place.stores.permissions.list(place.project.id, first(9)).await.unwrap().items.len(), 2);
    for permission in [own, other] {
        let found = place.stores.permissions.find(place.project.id, permission.id).await.unwrap();
        assert_eq!(found, Some(permission));
    }
}

async fn a_change_of_something_else_than_was_seen_is_stale(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let seen = place.permission("own", false).await;
    let outcomes = race(|number| {
        let command = renamed(&place, &seen, &format!("racer.{number}"));
        let permissions = place.stores.permissions.clone();
        async move { permissions.update(command).await.unwrap() }
    })
    .await;
    assert_eq!(count(&outcomes, |outcome| *outcome == PermissionOutcome::Done), 1, "{outcomes:?}");
    assert_eq!(count(&outcomes, |outcome| *outcome == PermissionOutcome::Stale), outcomes.len() - 1);
    let unknown = Permission { id: permission_id(), ..seen };
    let command = renamed(&place, &unknown, "unknown");
    assert_eq!(place.stores.permissions.update(command).await.unwrap(), PermissionOutcome::Stale);
}

async fn a_removed_permission_is_taken_from_all(harness: &dyn Harness) {
    let (place, other) = (Place::new(harness).await, Place::new(harness).await);
    let (gone, stays) = (place.permission("gone", true).await, place.permission("stays", true).await);
    let member = place.member(AssignableRole::Member).await;
    let command =
        DeletePermission { project: place.project.id, by: place.by(), permission: gone.id, audit: record() };
    let foreign = DeletePermission { project: other.project.id, by: other.by(), ..command.clone() };
    assert!(!place.stores.permissions.delete(foreign).await.unwrap());
    assert!(place.stores.permissions.delete(command.clone()).await.unwrap());
    assert!(!place.stores.permissions.delete(command).await.unwrap(), "once");
    assert_eq!(place.seat(member.user).await.unwrap().permissions, keys(["stays"]));
    assert_eq!(place.stores.permissions.list(place.project.id, first(9)).await.unwrap().items, [stays]);
    let user = person(harness).await;
    let asking = AddMember { permissions: keys(["gone"]), ..place.adding(user, AssignableRole::Member) };
    let outcome = place.stores.members.add(asking).await.unwrap();
    assert_eq!(outcome, crate::ports::AddMemberOutcome::UnknownPermission);
}

async fn only_whoever_stands_as_seen_defines(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let own = place.permission("own", false).await;
    for by in place.impostors().await.map(Warrant::from) {
        let permission = permission_of(place.project.id, "new", false);
        let permissions = &place.stores.permissions;
        let creating = CreatePermission { by, permission, audit: record() };
        assert_eq!(permissions.create(creating).await.unwrap(), PermissionOutcome::Stale);
        let updating = UpdatePermission { by, ..renamed(&place, &own, "other") };
        assert_eq!(permissions.update(updating).await.unwrap(), PermissionOutcome::Stale);
        let deleting =
            DeletePermission { project: place.project.id, by, permission: own.id, audit: record() };
        assert!(!permissions.delete(deleting).await.unwrap());
    }
    assert_eq!(place.stores.permissions.list(place.project.id, first(9)).await.unwrap().items, [own]);
}
