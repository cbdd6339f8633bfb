//! Becoming a person by an invitation into a project.

use super::setting::{
    RACERS, TICK, WithProjects, address, count, digest, new_account, new_session, person, race, random,
    record, seconds, shouted, start, verified,
};
use crate::ports::{RegisterInvited, RegisterInvitedOutcome as Outcome};
use crate::{ApiCredentials, Invitation, InvitationTokenDigest};
use hitkey_kernel::{EmailAddress, MemberId, ProjectId};

pub(super) async fn all(make: &impl AsyncFn() -> WithProjects) {
    an_invitation_is_found_as_it_was_sent(&make().await).await;
    an_invitation_makes_an_account_and_a_member(&make().await).await;
    an_invitation_makes_one_account(&make().await).await;
    only_a_good_invitation_of_the_address_makes_an_account(&make().await).await;
    an_address_that_is_taken_makes_no_second_account(&make().await).await;
    an_address_is_registered_once_by_whichever_way(&make().await).await;
}

struct Invited {
    project: ProjectId,
    email: EmailAddress,
    token: InvitationTokenDigest,
}

/// An invitation that ends in a minute.
async fn invited(with: &WithProjects, email: EmailAddress) -> Invited {
    let owner = person(&with.stores).await;
    let project = with.projects.create(owner.id).await;
    let token = with.projects.invite(project, &email, start() + seconds(60)).await;
    Invited { project, email, token }
}

fn register(invited: &Invited) -> (RegisterInvited, ApiCredentials) {
    let account = new_account(&invited.email);
    let (session, credentials) = new_session(account.id);
    let member = MemberId::generate(start(), &random());
    (
        RegisterInvited { token: invited.token, account, member, session, audit: record(), now: start() },
        credentials,
    )
}

async fn an_invitation_is_found_as_it_was_sent(with: &WithProjects) {
    let invited = invited(with, address()).await;
    let found = with.invitations.find(&invited.token).await.unwrap().unwrap();
    assert_eq!(
        found,
        Invitation {
            project: invited.project,
            email: invited.email.clone(),
            expires_at: start() + seconds(60)
        }
    );
    assert_eq!(found.email.as_str(), invited.email.as_str(), "the spelling is kept");
    let unknown = InvitationTokenDigest::from_bytes(digest());
    assert_eq!(with.invitations.find(&unknown).await.unwrap(), None);
}

async fn an_invitation_makes_an_account_and_a_member(with: &WithProjects) {
    let invited = invited(with, address()).await;
    verified(&with.stores, &invited.email).await;
    let (command, credentials) = register(&invited);
    let expected = command.account.clone().into_account();
    let session = command.session.session.clone();
    let audits = [command.session.audit.clone(), command.audit.clone()];
    assert_eq!(with.invitations.register(command).await.unwrap(), Outcome::Registered);
    for audit in audits {
        assert!(with.stores.kept(&audit).await);
    }
    let found = with.stores.accounts.find_by_email(&shouted(&invited.email)).await.unwrap();
    assert_eq!(found.as_ref(), Some(&expected));
    let access = credentials.access.digest();
    assert_eq!(with.stores.sessions.find_by_access(&access, start()).await.unwrap(), Some(session));
    assert!(with.projects.is_member(invited.project, expected.id).await);
    assert_eq!(with.invitations.find(&invited.token).await.unwrap(), None, "it is used up");
    let pending = with.stores.challenges.find_registration(&invited.email).await.unwrap();
    assert_eq!(pending, None, "the other way is closed");
}

async fn an_invitation_makes_one_account(with: &WithProjects) {
    let invited = invited(with, address()).await;
    let outcomes = race(|_| {
        let (invitations, (command, _)) = (with.invitations.clone(), register(&invited));
        async move { invitations.register(command).await.unwrap() }
    })
    .await;
    assert_eq!(count(&outcomes, &Outcome::Registered), 1, "{outcomes:?}");
    assert_eq!(outcomes.len(), RACERS);
}

async fn only_a_good_invitation_of_the_address_makes_an_account(with: &WithProjects) {
    let other = Invited { email: address(), ..invited(with, address()).await };
    let unknown =
        Invited { token: InvitationTokenDigest::from_bytes(digest()), ..invited(with, address()).await };
    let late = invited(with, address()).await;
    for (invited, now) in [(&other, start()), (&unknown, start()), (&late, start() + seconds(60))] {
        let (command, _) = register(invited);
        let (command, id) = (RegisterInvited { now, ..command.clone() }, command.account.id);
        let audit = command.audit.clone();
        assert_eq!(with.invitations.register(command).await.unwrap(), Outcome::InvitationSpent);
        assert!(!with.stores.kept(&audit).await);
        assert_eq!(with.stores.accounts.find(id).await.unwrap(), None);
        assert!(!with.projects.is_member(invited.project, id).await);
    }
    let in_time = RegisterInvited { now: start() + seconds(60) - TICK, ..register(&late).0 };
    assert_eq!(with.invitations.register(in_time).await.unwrap(), Outcome::Registered);
}

async fn an_address_that_is_taken_makes_no_second_account(with: &WithProjects) {
    let ann = person(&with.stores).await;
    let invited = invited(with, shouted(&ann.email)).await;
    let (command, credentials) = register(&invited);
    assert_eq!(with.invitations.register(command).await.unwrap(), Outcome::AddressTaken);
    let access = credentials.access.digest();
    assert_eq!(with.stores.sessions.find_by_access(&access, start()).await.unwrap(), None);
    assert!(with.invitations.find(&invited.token).await.unwrap().is_some(), "it can still be accepted");
}

async fn an_address_is_registered_once_by_whichever_way(with: &WithProjects) {
    let email = address();
    let (one, other) = (invited(with, email.clone()).await, invited(with, email.clone()).await);
    let outcomes = race(|number| {
        let (command, _) = register(if number % 2 == 0 { &one } else { &other });
        let invitations = with.invitations.clone();
        async move { invitations.register(command).await.unwrap() }
    })
    .await;
    assert_eq!(count(&outcomes, &Outcome::Registered), 1, "{outcomes:?}");
    assert!(with.stores.accounts.find_by_email(&email).await.unwrap().is_some());
}
