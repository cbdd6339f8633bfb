//! Every change is kept with its entry of the audit log, and no entry without its change.

use super::setting::{
    Harness, Place, RACERS, TICK, address, member_id, permission_of, person, project_id, project_of, race,
    record, start,
};
use super::{accepting, defining, editing, joining, making, transferring};
use crate::ports::{
    AcceptInviteOutcome, AddMember, AddMemberOutcome, CreateInvite, CreateInviteOutcome, CreatePermission,
    CreateProject, CreateProjectOutcome, DeletePermission, DeleteProject, JoinOutcome, LeaveProject,
    PermissionOutcome, RevokeInvite, TransferProject, UpdateMember, UpdateMemberOutcome, UpdateProject,
};
use crate::{AssignableRole, Project};
use hitkey_kernel::AuditRecord;

pub(super) async fn all(harness: &dyn Harness) {
    projects_are_kept(harness).await;
    endings_are_kept(harness).await;
    transfers_are_kept(harness).await;
    members_are_kept(harness).await;
    changes_of_members_are_kept(harness).await;
    permissions_are_kept(harness).await;
    invites_are_kept(harness).await;
    acceptances_are_kept(harness).await;
    of_those_who_race_the_winner_is_kept(harness).await;
}

/// Fails unless `record` was kept exactly if something `happened`, and that is as `expected`.
async fn told(place: &Place<'_>, record: &AuditRecord, happened: bool, expected: bool) {
    assert_eq!(happened, expected);
    assert_eq!(place.kept(record).await, happened, "an entry goes with its change");
}

async fn projects_are_kept(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let taken = Project { slug: place.project.slug.clone(), ..project_of(place.owner.user) };
    for (project, expected) in [(project_of(place.owner.user), true), (taken, false)] {
        let command = CreateProject { project, member: member_id(), audit: record() };
        let audit = command.audit.clone();
        let outcome = place.stores.projects.create(command).await.unwrap();
        told(&place, &audit, outcome == CreateProjectOutcome::Created, expected).await;
    }
    for (seen_at, expected) in [(start() - TICK, false), (start(), true), (start(), false)] {
        let command = UpdateProject { seen_at, ..making::update(&place) };
        let audit = command.audit.clone();
        told(&place, &audit, place.stores.projects.update(command).await.unwrap(), expected).await;
    }
}

async fn endings_are_kept(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    for expected in [true, false] {
        let command = DeleteProject { project: place.project.id, by: place.by(), audit: record() };
        let audit = command.audit.clone();
        told(&place, &audit, place.stores.projects.delete(command).await.unwrap(), expected).await;
    }
}

async fn transfers_are_kept(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let heir = place.member(AssignableRole::Member).await;
    let stranger = person(harness).await;
    for (to, expected) in [(stranger, false), (heir.user, true), (heir.user, false)] {
        let command = transferring::transfer(&place, to);
        let audit = command.audit.clone();
        told(&place, &audit, place.stores.projects.transfer(command).await.unwrap(), expected).await;
    }
}

async fn members_are_kept(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let (ann, bob) = (person(harness).await, person(harness).await);
    for expected in [true, false] {
        let command = joining::join(&place, ann);
        let audit = command.audit.clone();
        let outcome = place.stores.members.join(command).await.unwrap();
        told(&place, &audit, matches!(outcome, JoinOutcome::Joined(_)), expected).await;
    }
    for expected in [true, false] {
        let command = place.adding(bob, AssignableRole::Member);
        let audit = command.audit.clone();
        let outcome = place.stores.members.add(command).await.unwrap();
        told(&place, &audit, matches!(outcome, AddMemberOutcome::Added(_)), expected).await;
    }
    let by = place.seat(ann).await.unwrap().standing();
    for expected in [true, false] {
        let command = LeaveProject { project: place.project.id, by, audit: record() };
        let audit = command.audit.clone();
        told(&place, &audit, place.stores.members.leave(command).await.unwrap(), expected).await;
    }
}

async fn changes_of_members_are_kept(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let member = place.member(AssignableRole::Member).await;
    for expected in [true, false] {
        let command = UpdateMember { role: Some(AssignableRole::Admin), ..editing::update(&place, &member) };
        let audit = command.audit.clone();
        let outcome = place.stores.members.update(command).await.unwrap();
        told(&place, &audit, matches!(outcome, UpdateMemberOutcome::Updated(_)), expected).await;
    }
    let member = place.seat(member.user).await.unwrap();
    for expected in [true, false] {
        let command = editing::removal(&place, &member);
        let audit = command.audit.clone();
        told(&place, &audit, place.stores.members.remove(command).await.unwrap(), expected).await;
    }
}

async fn permissions_are_kept(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    for expected in [true, false] {
        let permission = permission_of(place.project.id, "own", false);
        let command = CreatePermission { by: place.by(), permission, audit: record() };
        let audit = command.audit.clone();
        let outcome = place.stores.permissions.create(command).await.unwrap();
        told(&place, &audit, outcome == PermissionOutcome::Done, expected).await;
    }
    let seen = place.permission("other", false).await;
    for (key, expected) in [("own", false), ("new", true), ("newer", false)] {
        let command = defining::renamed(&place, &seen, key);
        let audit = command.audit.clone();
        let outcome = place.stores.permissions.update(command).await.unwrap();
        told(&place, &audit, outcome == PermissionOutcome::Done, expected).await;
    }
    for expected in [true, false] {
        let (project, by) = (place.project.id, place.by());
        let command = DeletePermission { project, by, permission: seen.id, audit: record() };
        let audit = command.audit.clone();
        told(&place, &audit, place.stores.permissions.delete(command).await.unwrap(), expected).await;
    }
}

async fn invites_are_kept(harness: &dyn Harness) {
    let (place, email) = (Place::new(harness).await, address());
    for expected in [true, false] {
        let (command, _) = place.inviting(&email);
        let audit = command.audit.clone();
        let outcome = place.stores.invites.create(command).await.unwrap();
        told(&place, &audit, outcome == CreateInviteOutcome::Created, expected).await;
    }
    let (command, _) = place.inviting(&address());
    let (invite, audit) = (command.invite.id, command.audit.clone());
    let to_member = CreateInvite { invitee: Some(place.owner.user), ..command.clone() };
    for (command, expected) in [(to_member, false), (command, true)] {
        let outcome = place.stores.invites.create(command).await.unwrap();
        told(&place, &audit, outcome == CreateInviteOutcome::Created, expected).await;
    }
    for expected in [true, false] {
        let command = RevokeInvite { project: place.project.id, by: place.by(), invite, audit: record() };
        let audit = command.audit.clone();
        told(&place, &audit, place.stores.invites.revoke(command).await.unwrap(), expected).await;
    }
}

async fn acceptances_are_kept(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let (_, token) = place.invite(&address()).await;
    let user = person(harness).await;
    for (user, expected) in [(place.owner.user, false), (user, true), (user, false)] {
        let command = accepting::accept(&token, user);
        let audit = command.audit.clone();
        let outcome = place.stores.invites.accept(command).await.unwrap();
        told(&place, &audit, matches!(outcome, AcceptInviteOutcome::Accepted(_)), expected).await;
    }
}

async fn of_those_who_race_the_winner_is_kept(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let user = person(harness).await;
    let commands: Vec<AddMember> = (0..RACERS).map(|_| place.adding(user, AssignableRole::Member)).collect();
    let outcomes = race(|number| {
        let (members, command) = (place.stores.members.clone(), commands[number].clone());
        async move { matches!(members.add(command).await.unwrap(), AddMemberOutcome::Added(_)) }
    })
    .await;
    assert_eq!(outcomes.iter().filter(|won| **won).count(), 1);
    for (command, won) in commands.iter().zip(outcomes) {
        assert_eq!(place.kept(&command.audit).await, won);
    }
    let nowhere = TransferProject { project: project_id(), ..transferring::transfer(&place, user) };
    let audit = nowhere.audit.clone();
    told(&place, &audit, place.stores.projects.transfer(nowhere).await.unwrap(), false).await;
}
