//! Inviting, and withdrawing an invite.

use super::setting::{
    Harness, Place, TICK, WEEK, address, count, invite_id, race, record, seconds, shouted, start,
};
use crate::ports::{CreateInvite, CreateInviteOutcome, RevokeInvite};
use crate::{AssignableRole, Invite, InviteToken, PresentedInvite, Warrant};
use hitkey_kernel::testkit::first;

pub(super) async fn all(harness: &dyn Harness) {
    an_invite_is_found_by_its_token(harness).await;
    an_invite_may_lead_nowhere(harness).await;
    invites_are_listed_the_oldest_first(harness).await;
    an_address_is_invited_once_at_a_time(harness).await;
    an_expired_invite_makes_room(harness).await;
    a_member_is_not_invited(harness).await;
    only_whoever_stands_as_seen_invites(harness).await;
    a_withdrawn_invite_is_gone(harness).await;
}

async fn create(place: &Place<'_>, command: CreateInvite) -> CreateInviteOutcome {
    place.stores.invites.create(command).await.unwrap()
}

async fn presented(place: &Place<'_>, token: &InviteToken) -> Option<PresentedInvite> {
    place.stores.invites.find_by_token(&token.digest()).await.unwrap()
}

async fn an_invite_is_found_by_its_token(harness: &dyn Harness) {
    let (place, email) = (Place::new(harness).await, address());
    let (command, token) = place.inviting(&email);
    let (invite, mail) = (command.invite.clone(), command.mail.clone());
    assert_eq!(create(&place, command).await, CreateInviteOutcome::Created);
    assert!(place.enqueued(&mail).await);
    let found = presented(&place, &token).await.unwrap();
    assert_eq!(found.invite.email.as_str(), email.as_str(), "the spelling is kept");
    let inviter = Some("Әлия".to_owned());
    assert_eq!(found, PresentedInvite { invite: invite.clone(), project: place.project.clone(), inviter });
    assert!(place.stores.invites.exists(place.project.id, invite.id).await.unwrap());
    assert!(!place.stores.invites.exists(place.project.id, invite_id()).await.unwrap());
    assert_eq!(presented(&place, &InviteToken::parse("guess")).await, None);
}

async fn an_invite_may_lead_nowhere(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let (mut command, token) = place.inviting(&address());
    command.invite = Invite { redirect_url: None, role: AssignableRole::Member, ..command.invite };
    let invite = command.invite.clone();
    assert_eq!(create(&place, command).await, CreateInviteOutcome::Created);
    assert_eq!(presented(&place, &token).await.unwrap().invite, invite);
}

async fn invites_are_listed_the_oldest_first(harness: &dyn Harness) {
    let (place, other) = (Place::new(harness).await, Place::new(harness).await);
    let (mut command, _) = place.inviting(&address());
    command.invite.created_at = start() + seconds(1);
    let late = command.invite.clone();
    assert_eq!(create(&place, command).await, CreateInviteOutcome::Created);
    let (early, _) = place.invite(&address()).await;
    other.invite(&address()).await;
    assert_eq!(place.stores.invites.list(place.project.id, first(500)).await.unwrap().items, [early, late]);
}

async fn an_address_is_invited_once_at_a_time(harness: &dyn Harness) {
    let (place, other, email) = (Place::new(harness).await, Place::new(harness).await, address());
    let outcomes = race(|number| {
        let spelling = if number % 2 == 0 { email.clone() } else { shouted(&email) };
        let (invites, (command, _)) = (place.stores.invites.clone(), place.inviting(&spelling));
        async move {
            let mail = command.mail.clone();
            (mail, invites.create(command).await.unwrap())
        }
    })
    .await;
    assert_eq!(count(&outcomes, |(_, outcome)| *outcome == CreateInviteOutcome::Created), 1);
    for (mail, outcome) in &outcomes {
        let created = *outcome == CreateInviteOutcome::Created;
        assert!(created || *outcome == CreateInviteOutcome::AlreadyInvited, "{outcome:?}");
        assert_eq!(place.enqueued(mail).await, created);
    }
    assert_eq!(place.stores.invites.list(place.project.id, first(500)).await.unwrap().items.len(), 1);
    other.invite(&email).await;
}

async fn an_expired_invite_makes_room(harness: &dyn Harness) {
    let (place, email) = (Place::new(harness).await, address());
    let (_, old) = place.invite(&email).await;
    for (created_at, outcome) in [
        (start() + WEEK - TICK, CreateInviteOutcome::AlreadyInvited),
        (start() + WEEK, CreateInviteOutcome::Created),
    ] {
        let (mut command, new) = place.inviting(&shouted(&email));
        command.invite = Invite { created_at, expires_at: created_at + WEEK, ..command.invite };
        assert_eq!(create(&place, command).await, outcome);
        let replaced = outcome == CreateInviteOutcome::Created;
        assert_eq!(presented(&place, &old).await.is_some(), !replaced);
        assert_eq!(presented(&place, &new).await.is_some(), replaced);
    }
    assert_eq!(place.stores.invites.list(place.project.id, first(500)).await.unwrap().items.len(), 1);
}

async fn a_member_is_not_invited(harness: &dyn Harness) {
    let (place, other) = (Place::new(harness).await, Place::new(harness).await);
    let (command, token) = place.inviting(&address());
    let invitee = Some(place.member(AssignableRole::Member).await.user);
    let to_member = CreateInvite { invitee, ..command.clone() };
    assert_eq!(create(&place, to_member).await, CreateInviteOutcome::AlreadyMember);
    assert!(!place.enqueued(&command.mail).await);
    assert_eq!(presented(&place, &token).await, None);
    let elsewhere = Some(other.member(AssignableRole::Member).await.user);
    let to_other = CreateInvite { invitee: elsewhere, ..command };
    assert_eq!(create(&place, to_other).await, CreateInviteOutcome::Created);
}

async fn only_whoever_stands_as_seen_invites(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let (invite, _) = place.invite(&address()).await;
    for by in place.impostors().await.map(Warrant::from) {
        let (command, _) = place.inviting(&address());
        let mail = command.mail.clone();
        assert_eq!(create(&place, CreateInvite { by, ..command }).await, CreateInviteOutcome::Stale);
        assert!(!place.enqueued(&mail).await);
        let revoking = RevokeInvite { project: place.project.id, by, invite: invite.id, audit: record() };
        assert!(!place.stores.invites.revoke(revoking).await.unwrap());
    }
    assert_eq!(place.stores.invites.list(place.project.id, first(9)).await.unwrap().items, [invite]);
}

async fn a_withdrawn_invite_is_gone(harness: &dyn Harness) {
    let (place, other, email) = (Place::new(harness).await, Place::new(harness).await, address());
    let (invite, token) = place.invite(&email).await;
    let command =
        RevokeInvite { project: place.project.id, by: place.by(), invite: invite.id, audit: record() };
    let foreign = RevokeInvite { project: other.project.id, by: other.by(), ..command.clone() };
    assert!(!place.stores.invites.revoke(foreign).await.unwrap());
    assert!(place.stores.invites.revoke(command.clone()).await.unwrap());
    assert!(!place.stores.invites.revoke(command).await.unwrap(), "once");
    assert_eq!(presented(&place, &token).await, None);
    place.invite(&email).await;
}
