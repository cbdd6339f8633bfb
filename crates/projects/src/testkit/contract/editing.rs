//! Changing and removing members.

use super::setting::{Harness, Place, count, keys, member_id, new_person, race, record};
use crate::ports::{AddMember, RemoveMember, UpdateMember, UpdateMemberOutcome};
use crate::{AssignableRole, Member, Role, Standing, Warrant};

pub(super) async fn all(harness: &dyn Harness) {
    role_and_permissions_change_together_or_apart(harness).await;
    an_unknown_permission_changes_nothing(harness).await;
    nobody_is_changed_unless_both_stand_as_seen(harness).await;
    an_owner_keeps_their_role_when_permissions_change(harness).await;
    a_removed_member_is_gone(harness).await;
    nobody_is_removed_unless_both_stand_as_seen(harness).await;
    the_owner_is_not_removed(harness).await;
    the_invites_of_whoever_is_removed_go_too(harness).await;
    whoever_is_demoted_meanwhile_loses(harness).await;
    admins_who_are_made_members_and_act_at_once_act_before_or_not_at_all(harness).await;
}

pub(super) fn update(place: &Place<'_>, member: &Member) -> UpdateMember {
    UpdateMember {
        project: place.project.id,
        by: place.by(),
        member: member.id,
        seen: member.standing(),
        role: None,
        permissions: None,
        audit: record(),
    }
}

pub(super) fn removal(place: &Place<'_>, member: &Member) -> RemoveMember {
    RemoveMember {
        project: place.project.id,
        by: place.by(),
        member: member.id,
        seen: member.standing(),
        audit: record(),
    }
}

async fn role_and_permissions_change_together_or_apart(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    for text in ["a", "b", "c"] {
        place.permission(text, false).await;
    }
    let mut member = place.member(AssignableRole::Member).await;
    let bystander = place.member(AssignableRole::Member).await;
    for (role, permissions) in [
        (Some(AssignableRole::Admin), None),
        (None, Some(keys(["a", "b"]))),
        (Some(AssignableRole::Member), Some(keys(["b", "c"]))),
        (None, None),
        (None, Some(keys([]))),
    ] {
        let command = UpdateMember { role, permissions: permissions.clone(), ..update(&place, &member) };
        member.role = role.map_or(member.role, Role::from);
        member.permissions = permissions.unwrap_or(member.permissions);
        let outcome = place.stores.members.update(command).await.unwrap();
        assert_eq!(outcome, UpdateMemberOutcome::Updated(member.clone()));
        assert_eq!(place.seat(member.user).await.as_ref(), Some(&member));
    }
    assert_eq!(place.seat(bystander.user).await, Some(bystander));
}

async fn an_unknown_permission_changes_nothing(harness: &dyn Harness) {
    let (place, other) = (Place::new(harness).await, Place::new(harness).await);
    place.permission("here", false).await;
    other.permission("elsewhere", false).await;
    let member = place.member(AssignableRole::Member).await;
    let command = UpdateMember {
        role: Some(AssignableRole::Admin),
        permissions: Some(keys(["elsewhere", "here"])),
        ..update(&place, &member)
    };
    let outcome = place.stores.members.update(command).await.unwrap();
    assert_eq!(outcome, UpdateMemberOutcome::UnknownPermission);
    assert_eq!(place.seat(member.user).await, Some(member));
}

async fn nobody_is_changed_unless_both_stand_as_seen(harness: &dyn Harness) {
    let (place, other) = (Place::new(harness).await, Place::new(harness).await);
    let member = place.member(AssignableRole::Member).await;
    let good = UpdateMember { role: Some(AssignableRole::Admin), ..update(&place, &member) };
    let mut commands: Vec<_> =
        place.impostors().await.map(|by| UpdateMember { by: by.into(), ..good.clone() }).into();
    let seen = Standing { role: Role::Admin, ..member.standing() };
    commands.push(UpdateMember { seen, ..good.clone() });
    commands.push(UpdateMember { seen: place.owner, ..good.clone() });
    commands.push(UpdateMember { member: member_id(), ..good.clone() });
    commands.push(UpdateMember { project: other.project.id, by: other.by(), ..good });
    for command in commands {
        let outcome = place.stores.members.update(command.clone()).await.unwrap();
        assert_eq!(outcome, UpdateMemberOutcome::Stale, "{command:?}");
    }
    assert_eq!(place.seat(member.user).await, Some(member));
}

async fn an_owner_keeps_their_role_when_permissions_change(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    place.permission("a", false).await;
    let owner = place.seat(place.owner.user).await.unwrap();
    let command = UpdateMember { permissions: Some(keys(["a"])), ..update(&place, &owner) };
    let outcome = place.stores.members.update(command).await.unwrap();
    assert_eq!(outcome, UpdateMemberOutcome::Updated(Member { permissions: keys(["a"]), ..owner }));
    assert_eq!(place.the_owner().await, place.owner.user);
}

async fn a_removed_member_is_gone(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    place.permission("a", true).await;
    let (member, stays) =
        (place.member(AssignableRole::Member).await, place.member(AssignableRole::Member).await);
    assert!(place.stores.members.remove(removal(&place, &member)).await.unwrap());
    assert!(!place.stores.members.remove(removal(&place, &member)).await.unwrap(), "once");
    assert_eq!((place.seat(member.user).await, place.role(member.user).await), (None, None));
    assert_eq!(place.seat(stays.user).await, Some(stays));
    let again = place.add(place.adding(member.user, AssignableRole::Member)).await;
    assert_eq!(again.permissions, keys(["a"]), "nothing of the old membership is left");
}

async fn nobody_is_removed_unless_both_stand_as_seen(harness: &dyn Harness) {
    let (place, other) = (Place::new(harness).await, Place::new(harness).await);
    let member = place.member(AssignableRole::Member).await;
    let good = removal(&place, &member);
    let mut commands: Vec<_> =
        place.impostors().await.map(|by| RemoveMember { by: by.into(), ..good.clone() }).into();
    let seen = Standing { role: Role::Admin, ..member.standing() };
    commands.push(RemoveMember { seen, ..good.clone() });
    commands.push(RemoveMember { seen: place.owner, ..good.clone() });
    commands.push(RemoveMember { project: other.project.id, by: other.by(), ..good });
    for command in commands {
        assert!(!place.stores.members.remove(command.clone()).await.unwrap(), "{command:?}");
    }
    assert_eq!(place.seat(member.user).await, Some(member));
}

async fn the_owner_is_not_removed(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let owner = place.seat(place.owner.user).await.unwrap();
    let admin = place.member(AssignableRole::Admin).await.standing();
    for by in [place.owner, admin].map(Warrant::from) {
        assert!(!place.stores.members.remove(RemoveMember { by, ..removal(&place, &owner) }).await.unwrap());
    }
    assert_eq!(place.the_owner().await, place.owner.user);
}

async fn the_invites_of_whoever_is_removed_go_too(harness: &dyn Harness) {
    let (place, other, new) = (Place::new(harness).await, Place::new(harness).await, new_person());
    let user = harness.add_person(new.clone()).await;
    let (_, first) = place.invite(&new.email).await;
    let (_, second) = place.invite(&new.second).await;
    let (_, foreign) = place.invite(&new.unverified).await;
    let (_, elsewhere) = other.invite(&new.email).await;
    let member = place.add(place.adding(user, AssignableRole::Member)).await;
    assert!(place.stores.members.remove(removal(&place, &member)).await.unwrap());
    for (token, stays) in [(first, false), (second, false), (foreign, true), (elsewhere, true)] {
        let found = place.stores.invites.find_by_token(&token.digest()).await.unwrap();
        assert_eq!(found.is_some(), stays);
    }
}

async fn whoever_is_demoted_meanwhile_loses(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let (admin, member) =
        (place.member(AssignableRole::Admin).await, place.member(AssignableRole::Member).await);
    let by = admin.standing().into();
    let demotion = UpdateMember { role: Some(AssignableRole::Member), ..update(&place, &admin) };
    assert!(matches!(
        place.stores.members.update(demotion).await.unwrap(),
        UpdateMemberOutcome::Updated(demoted) if demoted.role == Role::Member
    ));
    assert!(!place.stores.members.remove(RemoveMember { by, ..removal(&place, &member) }).await.unwrap());
    let late = UpdateMember { by, role: Some(AssignableRole::Admin), ..update(&place, &member) };
    assert_eq!(place.stores.members.update(late).await.unwrap(), UpdateMemberOutcome::Stale);
}

/// One admin is demoted while they add people: whatever they got done came first.
async fn admins_who_are_made_members_and_act_at_once_act_before_or_not_at_all(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let admin = place.member(AssignableRole::Admin).await;
    let target = place.member(AssignableRole::Member).await;
    let demotion = UpdateMember { role: Some(AssignableRole::Member), ..update(&place, &admin) };
    let act = RemoveMember { by: admin.standing().into(), ..removal(&place, &target) };
    let outcomes = race(|number| {
        let (members, demotion, act) = (place.stores.members.clone(), demotion.clone(), act.clone());
        async move {
            if number == 0 {
                matches!(members.update(demotion).await.unwrap(), UpdateMemberOutcome::Updated(_))
            } else {
                members.remove(act).await.unwrap()
            }
        }
    })
    .await;
    assert!(outcomes[0], "nothing stands in the owner's way");
    let removed = count(&outcomes[1..], |done| *done);
    assert!(removed <= 1, "{outcomes:?}");
    assert_eq!(place.seat(target.user).await.is_none(), removed == 1);
    let late = AddMember { by: admin.standing().into(), ..place.adding(target.user, AssignableRole::Member) };
    assert_eq!(place.stores.members.add(late).await.unwrap(), crate::ports::AddMemberOutcome::Stale);
}
