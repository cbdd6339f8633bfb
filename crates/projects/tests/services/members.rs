//! Belonging to a project.

use crate::support::{Team, code, email, keys};
use hitkey_kernel::MemberId;
use hitkey_kernel::testkit::first;
use hitkey_projects::testkit::World;
use hitkey_projects::{AssignableRole, Member, MemberChange, NewMember, Role, Slug};
use std::collections::BTreeSet;

fn new_member(address: &str, role: AssignableRole) -> NewMember {
    NewMember { email: email(address), role, permissions: BTreeSet::new() }
}

fn to(role: AssignableRole) -> MemberChange {
    MemberChange { role: Some(role), ..MemberChange::default() }
}

fn with<const N: usize>(texts: [&str; N]) -> MemberChange {
    MemberChange { permissions: Some(keys(texts)), ..MemberChange::default() }
}

async fn updated(
    team: &Team,
    by: &Member,
    of: &Member,
    change: &MemberChange,
) -> Result<Member, &'static str> {
    use crate::support::Coded as _;
    let outcome =
        team.world.cases.members.update(&team.project.slug, &World::actor(by.user), of.id, change).await;
    outcome.map(|mate| mate.member).map_err(|error| error.code())
}

async fn removed(team: &Team, by: &Member, of: &Member) -> Result<(), &'static str> {
    use crate::support::Coded as _;
    let outcome = team.world.cases.members.remove(&team.project.slug, &World::actor(by.user), of.id).await;
    outcome.map_err(|error| error.code())
}

#[tokio::test]
async fn members_see_who_else_is_there() {
    let team = Team::of(true).await;
    let (members, slug) = (&team.world.cases.members, &team.project.slug);
    let listed = members.list(slug, team.member.user, first(500)).await.unwrap().items;
    assert_eq!(listed.len(), 5);
    let owner = listed.iter().find(|mate| mate.member == team.owner).unwrap();
    assert_eq!(
        (owner.person.email.as_str(), owner.person.display_name.as_deref()),
        ("owner@example.org", Some("owner"))
    );
    assert_eq!(code(members.list(slug, team.stranger, first(500)).await), "NOT_PROJECT_MEMBER");
    let nowhere = Slug::parse("nowhere").unwrap();
    assert_eq!(code(members.list(&nowhere, team.member.user, first(500)).await), "NOT_FOUND");
}

#[tokio::test]
async fn everybody_joins_a_public_project_once() {
    let team = Team::of(true).await;
    team.world.permission(&team.project, "site.view", true).await.unwrap();
    let (members, slug) = (&team.world.cases.members, &team.project.slug);
    let joined = members.join(slug, &World::actor(team.stranger)).await.unwrap();
    assert_eq!((joined.role, &joined.permissions), (Role::Member, &keys(["site.view"])));
    assert_eq!(code(members.join(slug, &World::actor(team.stranger)).await), "ALREADY_MEMBER");
    assert_eq!(code(members.join(slug, &World::actor(team.owner.user)).await), "ALREADY_MEMBER");
    let nowhere = Slug::parse("nowhere").unwrap();
    assert_eq!(code(members.join(&nowhere, &World::actor(team.stranger)).await), "NOT_FOUND");
}

#[tokio::test]
async fn nobody_joins_a_private_project() {
    let team = Team::new().await;
    let (members, slug) = (&team.world.cases.members, &team.project.slug);
    assert_eq!(code(members.join(slug, &World::actor(team.stranger)).await), "PROJECT_PRIVATE");
    assert_eq!(code(members.join(slug, &World::actor(team.member.user)).await), "ALREADY_MEMBER");
    assert_eq!(team.seat(team.stranger).await, None);
}

#[tokio::test]
async fn everybody_but_the_owner_leaves() {
    let team = Team::new().await;
    let (members, slug) = (&team.world.cases.members, &team.project.slug);
    for leaver in [team.admin.user, team.member.user] {
        members.leave(slug, &World::actor(leaver)).await.unwrap();
        assert_eq!(team.seat(leaver).await, None);
        assert_eq!(code(members.leave(slug, &World::actor(leaver)).await), "NOT_PROJECT_MEMBER");
    }
    assert_eq!(code(members.leave(slug, &World::actor(team.owner.user)).await), "OWNER_CANNOT_LEAVE");
    assert_eq!(team.seat(team.owner.user).await, Some(team.owner));
}

#[tokio::test]
async fn a_person_is_added_by_address_with_permissions() {
    let team = Team::new().await;
    team.world.permission(&team.project, "site.view", true).await.unwrap();
    team.world.permission(&team.project, "can_deploy", false).await.unwrap();
    let new = NewMember {
        permissions: keys(["can_deploy"]),
        ..new_member("STRANGER@example.org", AssignableRole::Member)
    };
    let added =
        team.world.cases.members.add(&team.project.slug, &World::actor(team.admin.user), &new).await.unwrap();
    assert_eq!((added.member.user, added.person.id), (team.stranger, team.stranger));
    assert_eq!(added.person.email.as_str(), "stranger@example.org");
    assert_eq!(added.member.permissions, keys(["can_deploy", "site.view"]));
    assert_eq!(team.seat(team.stranger).await, Some(added.member));
}

#[tokio::test]
async fn who_may_be_added_by_whom() {
    use AssignableRole::{Admin, Member};
    let team = Team::new().await;
    let (members, slug) = (&team.world.cases.members, &team.project.slug);
    for (caller, address, role, expected) in [
        (team.owner.user, "nobody@example.org", Member, "USER_NOT_FOUND"),
        (team.owner.user, "member@example.org", Member, "ALREADY_MEMBER"),
        (team.owner.user, "owner@example.org", Admin, "ALREADY_MEMBER"),
        (team.admin.user, "stranger@example.org", Admin, "ONLY_OWNER_ASSIGNS_ADMIN"),
        (team.member.user, "stranger@example.org", Member, "FORBIDDEN"),
        (team.stranger, "stranger@example.org", Member, "NOT_PROJECT_MEMBER"),
    ] {
        let outcome = members.add(slug, &World::actor(caller), &new_member(address, role)).await;
        assert_eq!(code(outcome), expected, "{address}");
    }
    let unknown = NewMember { permissions: keys(["nope"]), ..new_member("stranger@example.org", Member) };
    assert_eq!(
        code(members.add(slug, &World::actor(team.owner.user), &unknown).await),
        "PERMISSION_NOT_FOUND"
    );
    assert_eq!(team.seat(team.stranger).await, None);
    let admin =
        members.add(slug, &World::actor(team.owner.user), &new_member("stranger@example.org", Admin)).await;
    assert_eq!(admin.unwrap().member.role, Role::Admin);
}

#[tokio::test]
async fn roles_change_along_the_ladder() {
    use AssignableRole::{Admin, Member};
    let team = Team::new().await;
    let (owner, admin, member) = (&team.owner, &team.admin, &team.member);
    for (by, of, role, expected) in [
        (owner, owner, Admin, "CANNOT_CHANGE_OWN_ROLE"),
        (admin, admin, Member, "CANNOT_CHANGE_OWN_ROLE"),
        (member, member, Admin, "CANNOT_CHANGE_OWN_ROLE"),
        (admin, owner, Member, "CANNOT_CHANGE_OWNER_ROLE"),
        (admin, &team.other_admin, Member, "ADMIN_CANNOT_EDIT_ADMIN"),
        (admin, member, Admin, "ONLY_OWNER_ASSIGNS_ADMIN"),
        (member, &team.other_member, Admin, "FORBIDDEN"),
        (member, owner, Member, "FORBIDDEN"),
    ] {
        assert_eq!(updated(&team, by, of, &to(role)).await, Err(expected), "{:?} {:?}", by.role, of.role);
    }
    assert_eq!(updated(&team, owner, member, &to(Admin)).await.unwrap().role, Role::Admin);
    assert_eq!(updated(&team, owner, admin, &to(Member)).await.unwrap().role, Role::Member);
    assert_eq!(team.seat(admin.user).await.unwrap().role, Role::Member);
}

#[tokio::test]
async fn permissions_change_along_the_ladder() {
    let team = Team::new().await;
    team.world.permission(&team.project, "site.view", false).await.unwrap();
    let (owner, admin, member) = (&team.owner, &team.admin, &team.member);
    for (by, of, expected) in [
        (admin, owner, "ADMIN_CANNOT_EDIT_ADMIN"),
        (admin, &team.other_admin, "ADMIN_CANNOT_EDIT_ADMIN"),
        (member, member, "FORBIDDEN"),
        (member, &team.other_member, "FORBIDDEN"),
    ] {
        assert_eq!(updated(&team, by, of, &with(["site.view"])).await, Err(expected));
        assert_eq!(updated(&team, by, of, &MemberChange::default()).await, Err(expected), "not even nothing");
    }
    for (by, of) in [(owner, owner), (owner, &team.other_admin), (admin, admin), (admin, member)] {
        let changed = updated(&team, by, of, &with(["site.view"])).await.unwrap();
        assert_eq!(changed, Member { permissions: keys(["site.view"]), ..of.clone() });
        assert_eq!(updated(&team, by, of, &MemberChange::default()).await.unwrap(), changed);
    }
    assert_eq!(updated(&team, owner, member, &with(["nope"])).await, Err("PERMISSION_NOT_FOUND"));
    assert_eq!(updated(&team, owner, member, &with([])).await.unwrap().permissions, keys([]));
}

#[tokio::test]
async fn of_a_change_of_both_neither_is_made_when_one_is_refused() {
    let team = Team::new().await;
    team.world.permission(&team.project, "site.view", false).await.unwrap();
    let both = MemberChange { role: Some(AssignableRole::Admin), ..with(["site.view"]) };
    let refused = updated(&team, &team.admin, &team.member, &both).await;
    assert_eq!(refused, Err("ONLY_OWNER_ASSIGNS_ADMIN"));
    let own = MemberChange { role: Some(AssignableRole::Member), ..with(["site.view"]) };
    assert_eq!(updated(&team, &team.admin, &team.admin, &own).await, Err("CANNOT_CHANGE_OWN_ROLE"));
    let unknown = MemberChange { role: Some(AssignableRole::Admin), ..with(["nope"]) };
    assert_eq!(updated(&team, &team.owner, &team.member, &unknown).await, Err("PERMISSION_NOT_FOUND"));
    assert_eq!(team.seat(team.member.user).await.as_ref(), Some(&team.member));
    assert_eq!(team.seat(team.admin.user).await.as_ref(), Some(&team.admin));
    let changed = updated(&team, &team.owner, &team.member, &both).await.unwrap();
    assert_eq!((changed.role, changed.permissions), (Role::Admin, keys(["site.view"])));
}

#[tokio::test]
async fn members_are_removed_along_the_ladder() {
    let team = Team::new().await;
    let (owner, admin, member) = (&team.owner, &team.admin, &team.member);
    for (by, of, expected) in [
        (owner, owner, "CANNOT_CHANGE_OWN_ROLE"),
        (admin, admin, "CANNOT_CHANGE_OWN_ROLE"),
        (admin, owner, "CANNOT_CHANGE_OWNER_ROLE"),
        (admin, &team.other_admin, "ADMIN_CANNOT_EDIT_ADMIN"),
        (member, &team.other_member, "FORBIDDEN"),
    ] {
        assert_eq!(removed(&team, by, of).await, Err(expected), "{:?} {:?}", by.role, of.role);
        assert_eq!(team.seat(of.user).await.as_ref(), Some(of));
    }
    assert_eq!(removed(&team, admin, member).await, Ok(()));
    assert_eq!(removed(&team, owner, admin).await, Ok(()));
    assert_eq!((team.seat(member.user).await, team.seat(admin.user).await), (None, None));
    assert_eq!(removed(&team, owner, member).await, Err("NOT_FOUND"), "once");
}

#[tokio::test]
async fn a_stranger_learns_nothing_about_members() {
    let team = Team::new().await;
    let (members, slug) = (&team.world.cases.members, &team.project.slug);
    for id in [team.member.id, MemberId::from_uuid(Default::default())] {
        let change = to(AssignableRole::Admin);
        let outcome = members.update(slug, &World::actor(team.stranger), id, &change).await;
        assert_eq!(code(outcome), "NOT_PROJECT_MEMBER");
        assert_eq!(code(members.remove(slug, &World::actor(team.stranger), id).await), "NOT_PROJECT_MEMBER");
        assert_eq!(code(members.leave(slug, &World::actor(team.stranger)).await), "NOT_PROJECT_MEMBER");
    }
}

#[tokio::test]
async fn a_member_of_another_project_is_out_of_reach() {
    let team = Team::new().await;
    let (members, mallory) = (&team.world.cases.members, team.stranger);
    let own = team.world.project(mallory, "Own", false).await.unwrap();
    let change = to(AssignableRole::Admin);
    assert_eq!(
        code(members.update(&own.slug, &World::actor(mallory), team.member.id, &change).await),
        "NOT_FOUND"
    );
    assert_eq!(code(members.remove(&own.slug, &World::actor(mallory), team.member.id).await), "NOT_FOUND");
    assert_eq!(team.seat(team.member.user).await.as_ref(), Some(&team.member));
}
