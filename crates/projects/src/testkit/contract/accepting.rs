//! Accepting an invite.

use super::setting::{
    Harness, Place, TICK, WEEK, address, count, keys, member_id, person, race, record, start,
};
use crate::ports::{AcceptInvite, AcceptInviteOutcome, DeleteProject, RevokeInvite};
use crate::{AssignableRole, InviteToken, Member, Role};
use hitkey_kernel::UserId;
use hitkey_kernel::testkit::first;

pub(super) async fn all(harness: &dyn Harness) {
    an_invite_makes_the_member_that_it_promises(harness).await;
    an_invite_is_accepted_once(harness).await;
    an_invite_is_accepted_until_it_expires(harness).await;
    a_member_accepts_nothing(harness).await;
    what_is_not_there_is_not_accepted(harness).await;
    an_invite_is_accepted_or_withdrawn(harness).await;
}

pub(super) fn accept(token: &InviteToken, user: UserId) -> AcceptInvite {
    AcceptInvite { token: token.digest(), member: member_id(), user, now: start(), audit: record() }
}

async fn accepted(place: &Place<'_>, command: AcceptInvite) -> AcceptInviteOutcome {
    place.stores.invites.accept(command).await.unwrap()
}

async fn an_invite_makes_the_member_that_it_promises(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    place.permission("site.view", true).await;
    place.permission("site.manage_data", false).await;
    let (invite, token) = place.invite(&address()).await;
    let (_, other) = place.invite(&address()).await;
    let user = person(harness).await;
    let command = accept(&token, user);
    let expected = Member {
        id: command.member,
        project: place.project.id,
        user,
        role: Role::Admin,
        permissions: keys(["site.view"]),
        created_at: start(),
    };
    assert_eq!(accepted(&place, command).await, AcceptInviteOutcome::Accepted(expected.clone()));
    assert_eq!(place.seat(user).await, Some(expected));
    assert!(!place.stores.invites.exists(place.project.id, invite.id).await.unwrap(), "it is used up");
    assert_eq!(place.stores.invites.find_by_token(&token.digest()).await.unwrap(), None);
    assert!(place.stores.invites.find_by_token(&other.digest()).await.unwrap().is_some());
}

async fn an_invite_is_accepted_once(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let (_, token) = place.invite(&address()).await;
    let users = [person(harness).await, person(harness).await];
    let outcomes = race(|number| {
        let (invites, command) = (place.stores.invites.clone(), accept(&token, users[number % 2]));
        async move { invites.accept(command).await.unwrap() }
    })
    .await;
    assert_eq!(count(&outcomes, |outcome| matches!(outcome, AcceptInviteOutcome::Accepted(_))), 1);
    assert_eq!(count(&outcomes, |outcome| *outcome == AcceptInviteOutcome::Gone), outcomes.len() - 1);
    assert_eq!(place.stores.members.list(place.project.id, first(500)).await.unwrap().items.len(), 2);
}

async fn an_invite_is_accepted_until_it_expires(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let (_, token) = place.invite(&address()).await;
    let user = person(harness).await;
    let late = AcceptInvite { now: start() + WEEK, ..accept(&token, user) };
    assert_eq!(accepted(&place, late).await, AcceptInviteOutcome::Expired);
    assert_eq!(place.seat(user).await, None);
    let early = AcceptInvite { now: start() + WEEK - TICK, ..accept(&token, user) };
    assert!(matches!(accepted(&place, early).await, AcceptInviteOutcome::Accepted(_)));
}

async fn a_member_accepts_nothing(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let (_, token) = place.invite(&address()).await;
    let member = place.member(AssignableRole::Member).await;
    assert_eq!(accepted(&place, accept(&token, member.user)).await, AcceptInviteOutcome::AlreadyMember);
    assert_eq!(place.seat(member.user).await, Some(member), "not promoted");
    let owner = accept(&token, place.owner.user);
    assert_eq!(accepted(&place, owner).await, AcceptInviteOutcome::AlreadyMember);
    assert_eq!(place.the_owner().await, place.owner.user);
    assert!(place.stores.invites.find_by_token(&token.digest()).await.unwrap().is_some(), "it stays");
}

async fn what_is_not_there_is_not_accepted(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let user = person(harness).await;
    let guess = accept(&InviteToken::parse("guess"), user);
    assert_eq!(accepted(&place, guess).await, AcceptInviteOutcome::Gone);
    let (_, token) = place.invite(&address()).await;
    let nobody = accept(&token, UserId::from_uuid(Default::default()));
    assert_eq!(accepted(&place, nobody).await, AcceptInviteOutcome::Gone);
    assert!(place.stores.invites.find_by_token(&token.digest()).await.unwrap().is_some(), "not used up");
    let ending = DeleteProject { project: place.project.id, by: place.by(), audit: record() };
    assert!(place.stores.projects.delete(ending).await.unwrap());
    assert_eq!(accepted(&place, accept(&token, user)).await, AcceptInviteOutcome::Gone);
}

async fn an_invite_is_accepted_or_withdrawn(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let (invite, token) = place.invite(&address()).await;
    let user = person(harness).await;
    let revoking =
        RevokeInvite { project: place.project.id, by: place.by(), invite: invite.id, audit: record() };
    let outcomes = race(|number| {
        let (invites, accepting) = (place.stores.invites.clone(), accept(&token, user));
        let revoking = revoking.clone();
        async move {
            if number % 2 == 0 {
                matches!(invites.accept(accepting).await.unwrap(), AcceptInviteOutcome::Accepted(_))
            } else {
                invites.revoke(revoking).await.unwrap()
            }
        }
    })
    .await;
    assert_eq!(count(&outcomes, |done| *done), 1, "one or the other: {outcomes:?}");
    let accepted = outcomes.iter().position(|done| *done).unwrap() % 2 == 0;
    assert_eq!(place.seat(user).await.is_some(), accepted);
}
