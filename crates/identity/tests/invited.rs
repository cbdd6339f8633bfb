//! Registering by an invitation, and finding people.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use hitkey_identity::ports::{HashingError, NoInvitations, RegisterInvitedOutcome};
use hitkey_identity::service::{
    InvitedRegistration, InvitedRegistrationError as Error, SignInOutcome, SignedIn,
};
use hitkey_identity::testkit::World;
use hitkey_identity::testkit::mocks::MockInvitationStore;
use hitkey_identity::{ApiCredentials, Invitation, InvitationToken, Password, SearchScope, SearchText};
use hitkey_kernel::{EmailAddress, ProjectId};
use std::sync::Arc;
use std::time::Duration;

const ANN: &str = "Ann@Example.org";

fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

fn project(world: &World) -> ProjectId {
    ProjectId::generate(world.environment.ambient.now(), world.environment.ambient.random())
}

fn invitation(world: &World, project: ProjectId) -> Invitation {
    let expires_at = world.environment.ambient.now() + Duration::from_secs(60);
    Invitation { project, email: address(ANN), expires_at }
}

/// Invites Ann, for a minute.
async fn invite(world: &World) -> (InvitationToken, ProjectId) {
    let owner = world.register::<ApiCredentials>("owner@example.org").await.unwrap();
    let (project, token) = (project(world), InvitationToken::generate(world.environment.ambient.random()));
    world.store.add_project(project, owner.account.id);
    world.store.add_invitation(token.digest(), project, invitation(world, project));
    (token, project)
}

async fn register(
    world: &World,
    token: &InvitationToken,
    email: &str,
    password: &str,
) -> Result<SignedIn<ApiCredentials>, Error> {
    let request = InvitedRegistration {
        token: token.clone(),
        email: address(email),
        password: Password::new(password),
        origin: World::origin(),
        supersedes: None,
    };
    world.identity.registration.with_invitation(request).await
}

#[tokio::test]
async fn an_invitation_stands_for_the_code() {
    let world = World::default();
    let (token, project) = invite(&world).await;
    let before = world.mails().len();
    let ann = register(&world, &token, "ANN@example.org", World::PASSWORD).await.unwrap();
    assert_eq!(ann.account.email.as_str(), ANN, "in the spelling that was proven");
    assert!(world.store.is_member(project, ann.account.id));
    assert!(world.identity.sessions.by_token(&ann.credentials.access).await.is_ok());
    assert_eq!(world.mails().len(), before, "nobody is told about the device that they register on");
    let request = world.sign_in_of(ANN).unwrap();
    let outcome = world.identity.sign_in.password::<ApiCredentials>(request).await.unwrap();
    assert!(matches!(outcome, SignInOutcome::SignedIn(_)));
    let again = register(&world, &token, ANN, World::PASSWORD).await;
    assert!(matches!(again, Err(Error::NotFound)));
}

#[tokio::test]
async fn an_invitation_proves_the_invited_address_only() {
    let world = World::default();
    let (token, _) = invite(&world).await;
    let outcome = register(&world, &token, "eve@example.org", World::PASSWORD).await;
    assert!(matches!(outcome, Err(Error::AddressMismatch)));
    let guessed = InvitationToken::parse("guessed");
    let outcome = register(&world, &guessed, ANN, World::PASSWORD).await;
    assert!(matches!(outcome, Err(Error::NotFound)));
    assert!(world.environment.accounts.find_by_email(&address(ANN)).await.unwrap().is_none());
}

#[tokio::test]
async fn refusals_leave_the_invitation_good() {
    let world = World::default();
    let (token, _) = invite(&world).await;
    assert!(matches!(register(&world, &token, ANN, "hitkey123").await, Err(Error::Weak(_))));
    world.hasher.overload(true);
    let outcome = register(&world, &token, ANN, World::PASSWORD).await;
    assert!(matches!(outcome, Err(Error::Hashing(HashingError::Overloaded))));
    world.hasher.overload(false);
    world.clock.advance(Duration::from_secs(59));
    register(&world, &token, ANN, World::PASSWORD).await.unwrap();
}

#[tokio::test]
async fn an_old_invitation_makes_no_account() {
    let world = World::default();
    let (token, _) = invite(&world).await;
    world.clock.advance(Duration::from_secs(60));
    assert!(matches!(register(&world, &token, ANN, World::PASSWORD).await, Err(Error::Expired)));
}

#[tokio::test]
async fn who_has_an_account_signs_in_instead() {
    let world = World::default();
    let (token, project) = invite(&world).await;
    let ann = world.register::<ApiCredentials>(ANN).await.unwrap();
    let hashes = world.hasher.hashes();
    let outcome = register(&world, &token, ANN, "another good password 42").await;
    assert!(matches!(outcome, Err(Error::AddressTaken)));
    assert_eq!(world.hasher.hashes(), hashes, "no work is done for it");
    assert!(!world.store.is_member(project, ann.account.id));
}

#[tokio::test]
async fn what_the_store_decides_last_is_told() {
    for outcome in [RegisterInvitedOutcome::InvitationSpent, RegisterInvitedOutcome::AddressTaken] {
        let mut invitations = MockInvitationStore::new();
        let unused = World::default();
        let invitation = invitation(&unused, project(&unused));
        invitations.expect_find().returning(move |_| Ok(Some(invitation.clone())));
        invitations.expect_register().times(1).returning(move |_| Ok(outcome));
        let world = World::new(|env| env.invitations = Arc::new(invitations));
        let error = register(&world, &InvitationToken::parse("x"), ANN, World::PASSWORD).await.unwrap_err();
        let expected = match outcome {
            RegisterInvitedOutcome::AddressTaken => matches!(error, Error::AddressTaken),
            _ => matches!(error, Error::NotFound),
        };
        assert!(expected, "{error:?}");
    }
}

#[tokio::test]
async fn without_projects_nobody_is_invited() {
    let world = World::new(|env| env.invitations = Arc::new(NoInvitations));
    let outcome = register(&world, &InvitationToken::parse("x"), ANN, World::PASSWORD).await;
    assert!(matches!(outcome, Err(Error::NotFound)));
}

#[tokio::test]
async fn a_search_finds_ten_people_at_most() {
    let world = World::default();
    let mut caller = None;
    for number in 0..12 {
        let email = format!("namesake{number}@example.org");
        caller = Some(world.register::<ApiCredentials>(&email).await.unwrap().account.id);
        world.clock.advance(Duration::from_secs(900));
    }
    let text = SearchText::parse("NAMESAKE").unwrap();
    let found = world.identity.people.search(caller.unwrap(), text, SearchScope::All).await.unwrap();
    assert_eq!(found.len(), 10);
    assert!(found.iter().all(|person| person.email.is_none()), "strangers' addresses are not told");
}
