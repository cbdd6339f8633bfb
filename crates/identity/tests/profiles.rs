//! Being called something.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use hitkey_identity::ports::UpdateProfileOutcome;
use hitkey_identity::service::{MeError, UpdateProfileError as UpdateError};
use hitkey_identity::testkit::World;
use hitkey_identity::testkit::mocks::MockAccountStore;
use hitkey_identity::{
    ApiCredentials, Change, InvalidName, NameError, NameField, NameOrder, ProfileChange, ProfileError,
    UsernameError,
};
use hitkey_kernel::{StoreError, UserId};
use std::sync::Arc;

fn set(text: &str) -> Change<String> {
    Change::Set(text.to_owned())
}

fn named(username: &str) -> ProfileChange {
    ProfileChange { username: set(username), ..ProfileChange::default() }
}

async fn world_with_ann() -> (World, UserId) {
    let world = World::default();
    let ann = world.register::<ApiCredentials>("ann@example.org").await.unwrap().account.id;
    (world, ann)
}

#[tokio::test]
async fn a_change_is_kept_and_told() {
    let (world, ann) = world_with_ann().await;
    let before = world.identity.profiles.me(ann).await.unwrap();
    let change = ProfileChange {
        surname: set(" Нұрланқызы "),
        given_names: set("Әлия"),
        preferred_order: Change::Set(NameOrder::Eastern),
        username: set("Aliya_N"),
        ..ProfileChange::default()
    };
    let changed = world.identity.profiles.update(&World::actor(ann), &change).await.unwrap();
    assert_eq!(changed, world.identity.profiles.me(ann).await.unwrap());
    assert_eq!(changed.name().as_deref(), Some("Нұрланқызы Әлия"));
    assert_eq!(changed.profile.display_name, before.profile.display_name);
    assert!(changed.updated_at > before.updated_at);
}

#[tokio::test]
async fn what_does_not_fit_changes_nothing() {
    let (world, ann) = world_with_ann().await;
    let long = "x".repeat(101);
    let change = ProfileChange { surname: set(&long), given_names: set("Ann"), ..named("ann_lee") };
    let Err(UpdateError::Invalid(ProfileError::Names(problems))) =
        world.identity.profiles.update(&World::actor(ann), &change).await
    else {
        panic!("accepted")
    };
    assert_eq!(problems, [InvalidName { field: NameField::Surname, problem: NameError::TooLong }]);
    for (name, problem) in [("a b", UsernameError::Invalid), ("support", UsernameError::Reserved)] {
        let outcome = world.identity.profiles.update(&World::actor(ann), &named(name)).await;
        assert!(
            matches!(outcome, Err(UpdateError::Invalid(ProfileError::Username(found))) if found == problem)
        );
    }
    assert_eq!(world.identity.profiles.me(ann).await.unwrap().profile.given_names, None);
}

#[tokio::test]
async fn a_username_belongs_to_one_person_whatever_its_case() {
    let (world, ann) = world_with_ann().await;
    let bob = world.register::<ApiCredentials>("bob@example.org").await.unwrap().account.id;
    world.identity.profiles.update(&World::actor(ann), &named("Ann_Lee")).await.unwrap();
    let outcome = world.identity.profiles.update(&World::actor(bob), &named("ann_LEE")).await;
    assert!(matches!(outcome, Err(UpdateError::UsernameTaken)));
    world.identity.profiles.update(&World::actor(ann), &named("ANN_lee")).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_of_different_parts_at_the_same_time_all_take_effect() {
    let (world, ann) = world_with_ann().await;
    let changes = [
        ProfileChange { surname: set("Lee"), ..ProfileChange::default() },
        ProfileChange { given_names: set("Ann"), ..ProfileChange::default() },
        ProfileChange { native_script: set("안"), ..ProfileChange::default() },
        named("ann_lee"),
    ];
    let calls = changes.into_iter().map(|change| {
        let world = world.clone();
        tokio::spawn(
            async move { world.identity.profiles.update(&World::actor(ann), &change).await.unwrap() },
        )
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap();
    }
    let profile = world.identity.profiles.me(ann).await.unwrap().profile;
    assert_eq!(profile.name().as_deref(), Some("Ann Lee"));
    assert!(profile.native_script.is_some() && profile.username.is_some());
}

#[tokio::test]
async fn a_person_who_is_gone_has_no_profile() {
    let (world, _) = world_with_ann().await;
    let nobody = UserId::from_uuid(Default::default());
    assert!(matches!(world.identity.profiles.me(nobody).await, Err(MeError::Gone)));
    let outcome = world.identity.profiles.update(&World::actor(nobody), &ProfileChange::default()).await;
    assert!(matches!(outcome, Err(UpdateError::Gone)));
}

#[tokio::test]
async fn a_profile_that_never_rests_is_given_up_as_unavailable() {
    let (world, ann) = world_with_ann().await;
    let account = world.identity.profiles.me(ann).await.unwrap();
    let mut accounts = MockAccountStore::new();
    accounts.expect_find().times(5).returning(move |_| Ok(Some(account.clone())));
    accounts.expect_update_profile().times(5).returning(|_| Ok(UpdateProfileOutcome::Stale));
    let world = World::new(|env| env.accounts = Arc::new(accounts));
    let outcome = world.identity.profiles.update(&World::actor(ann), &named("ann_lee")).await;
    assert!(matches!(outcome, Err(UpdateError::Store(error)) if error.is_unavailable()));
}

#[tokio::test]
async fn a_failing_store_is_told_as_such() {
    let mut accounts = MockAccountStore::new();
    accounts.expect_find().returning(|_| Err(StoreError::failed("broken")));
    let world = World::new(|env| env.accounts = Arc::new(accounts));
    let somebody = UserId::from_uuid(Default::default());
    assert!(matches!(world.identity.profiles.me(somebody).await, Err(MeError::Store(_))));
}
