//! Defining what members may do.

use crate::support::{Team, code, keys};
use hitkey_kernel::PermissionId;
use hitkey_kernel::testkit::first;
use hitkey_projects::testkit::World;
use hitkey_projects::{
    Change, Description, NewPermission, PermissionChange, PermissionKey, PermissionName, Slug,
};

fn new_permission(key: &str) -> NewPermission {
    NewPermission {
        key: PermissionKey::parse(key).unwrap(),
        display_name: PermissionName::parse("Look").unwrap(),
        description: Description::parse("may look").ok(),
        is_default: false,
    }
}

fn to_key(key: &str) -> PermissionChange {
    PermissionChange { key: PermissionKey::parse(key).ok(), ..PermissionChange::default() }
}

#[tokio::test]
async fn a_permission_is_defined_changed_and_removed() {
    let team = Team::new().await;
    let (permissions, slug) = (&team.world.cases.permissions, &team.project.slug);
    let made =
        permissions.create(slug, &World::actor(team.admin.user), &new_permission("site.view")).await.unwrap();
    assert_eq!(
        permissions.list(slug, team.owner.user, first(500)).await.unwrap().items,
        std::slice::from_ref(&made)
    );
    let change = PermissionChange {
        display_name: PermissionName::parse("See").ok(),
        description: Change::Clear,
        is_default: Some(true),
        ..to_key("site.see")
    };
    let changed = permissions.update(slug, &World::actor(team.admin.user), made.id, &change).await.unwrap();
    assert_eq!((changed.key.as_str(), changed.display_name.as_str()), ("site.see", "See"));
    assert_eq!((changed.description.as_ref(), changed.is_default), (None, true));
    assert_eq!((changed.id, changed.created_at), (made.id, made.created_at));
    assert_eq!(permissions.list(slug, team.owner.user, first(500)).await.unwrap().items, [changed]);
    permissions.delete(slug, &World::actor(team.admin.user), made.id).await.unwrap();
    assert_eq!(permissions.list(slug, team.owner.user, first(500)).await.unwrap().items, []);
    assert_eq!(code(permissions.delete(slug, &World::actor(team.admin.user), made.id).await), "NOT_FOUND");
}

#[tokio::test]
async fn a_default_permission_goes_to_every_new_member_and_to_no_present_one() {
    let team = Team::of(true).await;
    let view = team.world.permission(&team.project, "site.view", true).await.unwrap();
    assert_eq!(team.seat(team.member.user).await.unwrap().permissions, keys([]));
    let (cases, slug) = (&team.world.cases, &team.project.slug);
    let joined = cases.members.join(slug, &World::actor(team.stranger)).await.unwrap();
    assert_eq!(joined.permissions, keys(["site.view"]));
    cases
        .permissions
        .update(slug, &World::actor(team.owner.user), view.id, &to_key("site.see"))
        .await
        .unwrap();
    assert_eq!(team.seat(team.stranger).await.unwrap().permissions, keys(["site.see"]));
    cases.permissions.delete(slug, &World::actor(team.owner.user), view.id).await.unwrap();
    assert_eq!(team.seat(team.stranger).await.unwrap().permissions, keys([]));
}

#[tokio::test]
async fn a_key_is_defined_once() {
    let team = Team::new().await;
    let (permissions, slug) = (&team.world.cases.permissions, &team.project.slug);
    let first = permissions.create(slug, &World::actor(team.owner.user), &new_permission("a")).await.unwrap();
    let again = permissions.create(slug, &World::actor(team.owner.user), &new_permission("a")).await;
    assert_eq!(code(again), "PERMISSION_ALREADY_EXISTS");
    let other = permissions.create(slug, &World::actor(team.owner.user), &new_permission("b")).await.unwrap();
    let taken = permissions.update(slug, &World::actor(team.owner.user), other.id, &to_key("a")).await;
    assert_eq!(code(taken), "PERMISSION_ALREADY_EXISTS");
    let same =
        permissions.update(slug, &World::actor(team.owner.user), first.id, &to_key("a")).await.unwrap();
    assert_eq!(same, first);
}

#[tokio::test]
async fn only_owner_and_admins_manage_permissions() {
    let team = Team::of(true).await;
    let (permissions, slug) = (&team.world.cases.permissions, &team.project.slug);
    let view = team.world.permission(&team.project, "site.view", true).await.unwrap();
    for (caller, expected) in [(team.member.user, "FORBIDDEN"), (team.stranger, "NOT_PROJECT_MEMBER")] {
        assert_eq!(code(permissions.list(slug, caller, first(500)).await), expected);
        assert_eq!(
            code(permissions.create(slug, &World::actor(caller), &new_permission("x")).await),
            expected
        );
        assert_eq!(
            code(permissions.update(slug, &World::actor(caller), view.id, &to_key("x")).await),
            expected
        );
        assert_eq!(code(permissions.delete(slug, &World::actor(caller), view.id).await), expected);
    }
    assert_eq!(permissions.list(slug, team.owner.user, first(500)).await.unwrap().items, [view]);
}

#[tokio::test]
async fn a_permission_of_another_project_is_out_of_reach() {
    let team = Team::new().await;
    let (permissions, mallory) = (&team.world.cases.permissions, team.stranger);
    let own = team.world.project(mallory, "Own", false).await.unwrap();
    let foreign = team.world.permission(&team.project, "site.view", false).await.unwrap();
    let outcome = permissions.update(&own.slug, &World::actor(mallory), foreign.id, &to_key("x")).await;
    assert_eq!(code(outcome), "NOT_FOUND");
    assert_eq!(code(permissions.delete(&own.slug, &World::actor(mallory), foreign.id).await), "NOT_FOUND");
    let unknown = PermissionId::from_uuid(Default::default());
    assert_eq!(code(permissions.delete(&own.slug, &World::actor(mallory), unknown).await), "NOT_FOUND");
    let nowhere = Slug::parse("nowhere").unwrap();
    assert_eq!(
        code(permissions.create(&nowhere, &World::actor(mallory), &new_permission("x")).await),
        "NOT_FOUND"
    );
    assert_eq!(
        permissions.list(&team.project.slug, team.owner.user, first(500)).await.unwrap().items,
        [foreign]
    );
}
