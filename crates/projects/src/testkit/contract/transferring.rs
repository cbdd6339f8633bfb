//! Giving a project away.

use super::setting::{Harness, Place, RACERS, count, keys, person, project_id, race, record, start};
use crate::ports::{AddMember, DeleteProject, LeaveProject, RemoveMember, TransferProject};
use crate::{AssignableRole, Member, Role};
use hitkey_kernel::UserId;

pub(super) async fn all(harness: &dyn Harness) {
    a_project_changes_hands(harness).await;
    a_project_goes_to_another_member_only(harness).await;
    a_project_is_given_away_by_its_owner_only(harness).await;
    of_transfers_that_race_one_wins(harness).await;
    a_transfer_and_the_new_owner_s_leaving_leave_one_owner(harness).await;
    a_transfer_and_the_new_owner_s_removal_leave_one_owner(harness).await;
    whoever_gave_a_project_away_deletes_it_no_more(harness).await;
}

pub(super) fn transfer(place: &Place<'_>, to: UserId) -> TransferProject {
    TransferProject { project: place.project.id, from: place.owner.user, to, audit: record() }
}

async fn a_project_changes_hands(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    place.permission("site.view", false).await;
    let user = person(harness).await;
    let adding = place.adding(user, AssignableRole::Member);
    let heir = place.add(AddMember { permissions: keys(["site.view"]), ..adding }).await;
    assert!(place.stores.projects.transfer(transfer(&place, user)).await.unwrap());
    assert_eq!(place.the_owner().await, user);
    assert_eq!(place.role(place.owner.user).await, Some(Role::Admin));
    assert_eq!(place.seat(user).await, Some(Member { role: Role::Owner, ..heir }), "permissions stay");
    let found = place.stores.projects.find(place.project.id, user).await.unwrap().unwrap();
    assert_eq!(found.project.updated_at, start(), "not a change of the project's description");
}

async fn a_project_goes_to_another_member_only(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    for to in [person(harness).await, place.owner.user] {
        assert!(!place.stores.projects.transfer(transfer(&place, to)).await.unwrap());
    }
    let elsewhere = Place::new(harness).await.member(AssignableRole::Admin).await;
    assert!(!place.stores.projects.transfer(transfer(&place, elsewhere.user)).await.unwrap());
    assert_eq!(place.the_owner().await, place.owner.user);
}

async fn a_project_is_given_away_by_its_owner_only(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let admin = place.member(AssignableRole::Admin).await;
    let member = place.member(AssignableRole::Member).await;
    for from in [admin.user, person(harness).await] {
        let command = TransferProject { from, ..transfer(&place, member.user) };
        assert!(!place.stores.projects.transfer(command).await.unwrap());
    }
    let command = TransferProject { project: project_id(), ..transfer(&place, member.user) };
    assert!(!place.stores.projects.transfer(command).await.unwrap());
    assert_eq!(place.the_owner().await, place.owner.user);
}

async fn of_transfers_that_race_one_wins(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let mut heirs = Vec::new();
    for _ in 0..RACERS {
        heirs.push(place.member(AssignableRole::Member).await.user);
    }
    let outcomes = race(|number| {
        let (projects, command) = (place.stores.projects.clone(), transfer(&place, heirs[number]));
        async move { projects.transfer(command).await.unwrap() }
    })
    .await;
    assert_eq!(count(&outcomes, |won| *won), 1, "{outcomes:?}");
    let winner = outcomes.iter().position(|won| *won).unwrap();
    assert_eq!(place.the_owner().await, heirs[winner]);
    assert_eq!(place.role(place.owner.user).await, Some(Role::Admin));
}

async fn a_transfer_and_the_new_owner_s_leaving_leave_one_owner(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let heir = place.member(AssignableRole::Member).await;
    let leaving = LeaveProject { project: place.project.id, by: heir.standing(), audit: record() };
    let outcomes = race(|number| {
        let (stores, giving, leaving) = (place.stores.clone(), transfer(&place, heir.user), leaving.clone());
        async move {
            if number % 2 == 0 {
                stores.projects.transfer(giving).await.unwrap()
            } else {
                stores.members.leave(leaving).await.unwrap()
            }
        }
    })
    .await;
    assert_eq!(count(&outcomes, |won| *won), 1, "given or gone: {outcomes:?}");
    let given = outcomes.iter().position(|won| *won).unwrap() % 2 == 0;
    assert_eq!(place.the_owner().await == heir.user, given);
}

async fn a_transfer_and_the_new_owner_s_removal_leave_one_owner(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let admin = place.member(AssignableRole::Admin).await.standing();
    let heir = place.member(AssignableRole::Member).await;
    let removal = RemoveMember {
        project: place.project.id,
        by: admin.into(),
        member: heir.id,
        seen: heir.standing(),
        audit: record(),
    };
    let outcomes = race(|number| {
        let (stores, giving, removal) = (place.stores.clone(), transfer(&place, heir.user), removal.clone());
        async move {
            if number % 2 == 0 {
                stores.projects.transfer(giving).await.unwrap()
            } else {
                stores.members.remove(removal).await.unwrap()
            }
        }
    })
    .await;
    assert_eq!(count(&outcomes, |won| *won), 1, "given or gone: {outcomes:?}");
    let given = outcomes.iter().position(|won| *won).unwrap() % 2 == 0;
    assert_eq!(place.the_owner().await == heir.user, given);
}

async fn whoever_gave_a_project_away_deletes_it_no_more(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let heir = place.member(AssignableRole::Member).await.user;
    assert!(place.stores.projects.transfer(transfer(&place, heir)).await.unwrap());
    let command = DeleteProject { project: place.project.id, by: place.by(), audit: record() };
    assert!(!place.stores.projects.delete(command).await.unwrap());
    assert_eq!(place.the_owner().await, heir);
}
