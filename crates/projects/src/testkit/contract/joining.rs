//! Becoming a member, and ceasing to be one.

use super::setting::{
    Harness, Place, address, count, keys, member_id, new_person, person, project_id, project_of, race,
    record, seconds, start,
};
use crate::ports::{AddMember, AddMemberOutcome, JoinOutcome, JoinProject, LeaveProject};
use crate::{AssignableRole, Member, Project, Role, Standing, Teammate, Warrant};
use hitkey_kernel::UserId;
use hitkey_kernel::testkit::first;

pub(super) async fn all(harness: &dyn Harness) {
    a_member_is_found_as_they_were_added(harness).await;
    members_are_listed_the_oldest_first(harness).await;
    a_member_of_another_project_is_not_found(harness).await;
    whoever_joins_gets_the_default_permissions(harness).await;
    a_private_project_is_not_joined(harness).await;
    a_person_joins_once(harness).await;
    whoever_is_added_gets_the_default_permissions_and_those_named(harness).await;
    an_unknown_permission_adds_nobody(harness).await;
    only_whoever_stands_as_seen_adds(harness).await;
    a_person_is_added_once(harness).await;
    a_member_leaves_and_comes_back(harness).await;
    the_owner_stays(harness).await;
}

pub(super) fn join(place: &Place<'_>, user: UserId) -> JoinProject {
    JoinProject {
        project: place.project.id,
        member: member_id(),
        user,
        now: start() + seconds(1),
        audit: record(),
    }
}

async fn a_member_is_found_as_they_were_added(harness: &dyn Harness) {
    let (place, new) = (Place::new(harness).await, new_person());
    let user = harness.add_person(new.clone()).await;
    let command = place.adding(user, AssignableRole::Admin);
    let member = place.add(command.clone()).await;
    let expected = Member {
        id: command.member,
        project: place.project.id,
        user,
        role: Role::Admin,
        permissions: keys([]),
        created_at: start(),
    };
    assert_eq!(member, expected);
    let person = crate::Person { id: user, email: new.email.clone(), display_name: new.display_name };
    let mate = Some(Teammate { member, person });
    assert_eq!(place.stores.members.find(place.project.id, command.member).await.unwrap(), mate);
    let found = place.stores.members.find_user(place.project.id, user).await.unwrap();
    assert_eq!(found, mate);
    assert_eq!(found.unwrap().person.email.as_str(), new.email.as_str());
}

async fn members_are_listed_the_oldest_first(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    place.permission("b", true).await;
    place.permission("a", true).await;
    let (young, old) = (person(harness).await, person(harness).await);
    let late = start() + seconds(2);
    place.add(AddMember { now: late, ..place.adding(young, AssignableRole::Member) }).await;
    let early = start() + seconds(1);
    place.add(AddMember { now: early, ..place.adding(old, AssignableRole::Member) }).await;
    let listed = place.stores.members.list(place.project.id, first(500)).await.unwrap().items;
    let users: Vec<_> = listed.iter().map(|mate| mate.person.id).collect();
    assert_eq!(users, [place.owner.user, old, young]);
    let permissions: Vec<_> = listed.into_iter().map(|mate| mate.member.permissions).collect();
    assert_eq!(permissions, [keys([]), keys(["a", "b"]), keys(["a", "b"])]);
}

async fn a_member_of_another_project_is_not_found(harness: &dyn Harness) {
    let (place, other) = (Place::new(harness).await, Place::new(harness).await);
    let member = other.member(AssignableRole::Member).await;
    assert_eq!(place.stores.members.find(place.project.id, member.id).await.unwrap(), None);
    assert_eq!(place.stores.members.find_user(place.project.id, member.user).await.unwrap(), None);
    assert_eq!(place.role(member.user).await, None);
}

async fn whoever_joins_gets_the_default_permissions(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    place.permission("site.view", true).await;
    place.permission("site.manage_data", false).await;
    let user = person(harness).await;
    let command = join(&place, user);
    let expected = Member {
        id: command.member,
        project: place.project.id,
        user,
        role: Role::Member,
        permissions: keys(["site.view"]),
        created_at: command.now,
    };
    assert_eq!(place.stores.members.join(command).await.unwrap(), JoinOutcome::Joined(expected.clone()));
    assert_eq!(place.seat(user).await, Some(expected));
    place.permission("site.new", true).await;
    assert_eq!(place.seat(user).await.unwrap().permissions, keys(["site.view"]), "only new members get it");
}

async fn a_private_project_is_not_joined(harness: &dyn Harness) {
    let (owner, user) = (person(harness).await, person(harness).await);
    let place = Place::of(harness, Project { is_public: false, ..project_of(owner) }).await;
    assert_eq!(place.stores.members.join(join(&place, user)).await.unwrap(), JoinOutcome::Stale);
    assert_eq!(place.seat(user).await, None);
    let nowhere = JoinProject { project: project_id(), ..join(&place, user) };
    assert_eq!(place.stores.members.join(nowhere).await.unwrap(), JoinOutcome::Stale);
    let nobody = UserId::from_uuid(Default::default());
    let public = Place::new(harness).await;
    assert_eq!(public.stores.members.join(join(&public, nobody)).await.unwrap(), JoinOutcome::Stale);
}

async fn a_person_joins_once(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let user = person(harness).await;
    let outcomes = race(|_| {
        let (members, command) = (place.stores.members.clone(), join(&place, user));
        async move { members.join(command).await.unwrap() }
    })
    .await;
    assert_eq!(count(&outcomes, |outcome| matches!(outcome, JoinOutcome::Joined(_))), 1);
    assert_eq!(count(&outcomes, |outcome| *outcome == JoinOutcome::AlreadyMember), outcomes.len() - 1);
    assert_eq!(place.stores.members.list(place.project.id, first(500)).await.unwrap().items.len(), 2);
}

async fn whoever_is_added_gets_the_default_permissions_and_those_named(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    place.permission("site.view", true).await;
    place.permission("site.manage_data", false).await;
    place.permission("can_deploy", false).await;
    for named in [keys(["can_deploy"]), keys(["can_deploy", "site.view"])] {
        let user = person(harness).await;
        let command = AddMember { permissions: named, ..place.adding(user, AssignableRole::Member) };
        let member = place.add(command).await;
        assert_eq!(member.permissions, keys(["can_deploy", "site.view"]));
        assert_eq!(place.seat(user).await, Some(member));
    }
}

async fn an_unknown_permission_adds_nobody(harness: &dyn Harness) {
    let (place, other) = (Place::new(harness).await, Place::new(harness).await);
    place.permission("site.view", true).await;
    other.permission("elsewhere", false).await;
    let user = person(harness).await;
    let permissions = keys(["elsewhere", "site.view"]);
    let command = AddMember { permissions, ..place.adding(user, AssignableRole::Member) };
    let outcome = place.stores.members.add(command).await.unwrap();
    assert_eq!(outcome, AddMemberOutcome::UnknownPermission);
    assert_eq!(place.seat(user).await, None);
}

async fn only_whoever_stands_as_seen_adds(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let user = person(harness).await;
    for by in place.impostors().await.map(Warrant::from) {
        let command = AddMember { by, ..place.adding(user, AssignableRole::Member) };
        assert_eq!(place.stores.members.add(command).await.unwrap(), AddMemberOutcome::Stale);
    }
    let nobody = place.adding(UserId::from_uuid(Default::default()), AssignableRole::Member);
    assert_eq!(place.stores.members.add(nobody).await.unwrap(), AddMemberOutcome::Stale);
    assert_eq!(place.seat(user).await, None);
}

async fn a_person_is_added_once(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let user = person(harness).await;
    let (_, token) = place.invite(&address()).await;
    let outcomes = race(|number| {
        let (stores, adding) = (place.stores.clone(), place.adding(user, AssignableRole::Member));
        let (joining, now) = (join(&place, user), start());
        let accepting = crate::ports::AcceptInvite {
            token: token.digest(),
            member: member_id(),
            user,
            now,
            audit: record(),
        };
        async move {
            use crate::ports::AcceptInviteOutcome::Accepted;
            match number % 3 {
                0 => matches!(stores.members.add(adding).await.unwrap(), AddMemberOutcome::Added(_)),
                1 => matches!(stores.members.join(joining).await.unwrap(), JoinOutcome::Joined(_)),
                _ => matches!(stores.invites.accept(accepting).await.unwrap(), Accepted(_)),
            }
        }
    })
    .await;
    assert_eq!(count(&outcomes, |became| *became), 1, "{outcomes:?}");
    assert_eq!(place.stores.members.list(place.project.id, first(500)).await.unwrap().items.len(), 2);
}

async fn a_member_leaves_and_comes_back(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let member = place.member(AssignableRole::Admin).await;
    let members = &place.stores.members;
    let command = LeaveProject { project: place.project.id, by: member.standing(), audit: record() };
    let other_role = Standing { role: Role::Member, ..member.standing() };
    assert!(!members.leave(LeaveProject { by: other_role, ..command.clone() }).await.unwrap(), "not as seen");
    assert!(members.leave(command.clone()).await.unwrap());
    assert!(!members.leave(command).await.unwrap(), "once");
    assert_eq!((place.seat(member.user).await, place.role(member.user).await), (None, None));
    assert_eq!(members.find(place.project.id, member.id).await.unwrap(), None);
    let back = members.join(join(&place, member.user)).await.unwrap();
    assert!(
        matches!(back, JoinOutcome::Joined(again) if again.role == Role::Member && again.id != member.id)
    );
}

async fn the_owner_stays(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let command = LeaveProject { project: place.project.id, by: place.owner, audit: record() };
    assert!(!place.stores.members.leave(command).await.unwrap());
    assert_eq!(place.the_owner().await, place.owner.user);
}
