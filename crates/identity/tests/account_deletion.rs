//! Giving an account up.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use hitkey_identity::ports::{DeleteAccountOutcome, HashingError};
use hitkey_identity::service::{DeleteAccountError as Error, SignedIn};
use hitkey_identity::testkit::World;
use hitkey_identity::testkit::mocks::MockAccountStore;
use hitkey_identity::{ApiCredentials, Notice, Password};
use hitkey_kernel::{ProjectId, UserId};
use std::sync::Arc;
use std::time::Duration;

const ANN: &str = "Ann@Example.org";

async fn world_with_ann() -> (World, SignedIn<ApiCredentials>) {
    let world = World::default();
    let ann = world.register(ANN).await.unwrap();
    (world, ann)
}

async fn delete(world: &World, user: UserId, password: &str) -> Result<(), Error> {
    world.identity.accounts.delete(&World::actor(user), &Password::new(password)).await
}

fn project(world: &World) -> ProjectId {
    ProjectId::generate(world.environment.ambient.now(), world.environment.ambient.random())
}

#[tokio::test]
async fn the_right_password_ends_everything_and_a_last_mail_tells() {
    let (world, ann) = world_with_ann().await;
    delete(&world, ann.account.id, World::PASSWORD).await.unwrap();
    assert!(world.identity.sessions.by_token(&ann.credentials.access).await.is_err());
    assert!(world.identity.profiles.me(ann.account.id).await.is_err());
    let last = world.mails().pop();
    assert!(matches!(last, Some(Notice::AccountDeleted { to, .. }) if to.as_str() == ANN));
    assert!(matches!(delete(&world, ann.account.id, World::PASSWORD).await, Err(Error::Gone)));
    let again = world.register::<ApiCredentials>(ANN).await.unwrap();
    assert_ne!(again.account.id, ann.account.id, "whoever comes next is somebody else");
}

#[tokio::test]
async fn a_stolen_session_does_not_guess_the_password() {
    let (world, ann) = world_with_ann().await;
    let user = ann.account.id;
    for _ in 0..6 {
        assert!(matches!(delete(&world, user, "wrong").await, Err(Error::WrongPassword)));
    }
    let before = world.hasher.verifications();
    assert!(matches!(delete(&world, user, World::PASSWORD).await, Err(Error::Throttled(_))));
    assert_eq!(world.hasher.verifications(), before, "nothing was compared");
    world.clock.advance(Duration::from_secs(3_600));
    delete(&world, user, World::PASSWORD).await.unwrap();
}

#[tokio::test]
async fn an_owner_first_hands_over_what_others_use() {
    let (world, ann) = world_with_ann().await;
    let bob = world.register::<ApiCredentials>("bob@example.org").await.unwrap();
    let project = project(&world);
    world.store.add_project(project, ann.account.id);
    world.store.add_member(project, bob.account.id);
    let outcome = delete(&world, ann.account.id, World::PASSWORD).await;
    assert!(matches!(outcome, Err(Error::OwnsSharedProject)));
    assert!(world.identity.sessions.by_token(&ann.credentials.access).await.is_ok());
    delete(&world, bob.account.id, World::PASSWORD).await.unwrap();
    delete(&world, ann.account.id, World::PASSWORD).await.unwrap();
}

#[tokio::test]
async fn a_password_that_could_not_be_compared_was_not_tried() {
    let (world, ann) = world_with_ann().await;
    world.hasher.overload(true);
    for _ in 0..10 {
        let outcome = delete(&world, ann.account.id, World::PASSWORD).await;
        assert!(matches!(outcome, Err(Error::Hashing(HashingError::Overloaded))));
    }
    world.hasher.overload(false);
    delete(&world, ann.account.id, World::PASSWORD).await.unwrap();
}

#[tokio::test]
async fn a_password_changed_meanwhile_deletes_nothing() {
    let (world, ann) = world_with_ann().await;
    let account = world.identity.profiles.me(ann.account.id).await.unwrap();
    let mut accounts = MockAccountStore::new();
    accounts.expect_find().returning(move |_| Ok(Some(account.clone())));
    accounts.expect_delete().times(1).returning(|_| Ok(DeleteAccountOutcome::Stale));
    let other = World::new(|env| env.accounts = Arc::new(accounts));
    let outcome = delete(&other, ann.account.id, World::PASSWORD).await;
    assert!(matches!(outcome, Err(Error::WrongPassword)));
}
