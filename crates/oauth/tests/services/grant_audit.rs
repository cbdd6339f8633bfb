//! What is kept of how grants end before their time.

use hitkey_kernel::{AuditEntry, UserId};
use hitkey_oauth::Event;
use hitkey_oauth::testkit::fixtures::{World, actor};

/// The entries about this person.
fn told(world: &World, user: UserId) -> Vec<AuditEntry> {
    world.store.trail().into_iter().filter(|entry| entry.person == Some(user)).collect()
}

fn events(world: &World, user: UserId) -> Vec<Event> {
    told(world, user).iter().map(|entry| entry.event().unwrap()).collect()
}

#[tokio::test]
async fn what_a_person_takes_back_is_told_to_them() {
    let world = World::open().await;
    let (app, person) = (world.client("none").await, world.person());
    let (user, client) = (person.user, app.created.client.id);
    assert!(
        world.provider.allowed_apps.withdraw(&actor(user), client).await.is_err(),
        "nothing to take back"
    );
    world.tokens(&app, &person, "openid").await;
    assert_eq!(events(&world, user), [], "tokens are not told one by one");
    world.provider.allowed_apps.withdraw(&actor(user), client).await.unwrap();
    assert!(world.provider.allowed_apps.withdraw(&actor(user), client).await.is_err());
    assert_eq!(events(&world, user), [Event::ConsentWithdrawn { user, client }]);
    let entry = &told(&world, user)[0];
    assert_eq!((entry.actor, entry.ip), (Some(user), actor(user).origin.ip));
    assert_eq!(entry.target.as_ref().unwrap().kind(), "client");
}

#[tokio::test]
async fn a_code_that_comes_again_is_told_to_whose_it_was_once() {
    let world = World::open().await;
    let (app, person) = (world.client("none").await, world.person());
    let code = world.code(&app, &person, "openid").await;
    world.redeem(&app, &code).await.unwrap();
    for _ in 0..3 {
        assert!(world.redeem(&app, &code).await.is_err());
    }
    let expected = Event::CodeReused { user: person.user, client: app.created.client.id };
    assert_eq!(events(&world, person.user), [expected]);
    assert_eq!(told(&world, person.user)[0].actor, None, "nobody knows who it was");
}

#[tokio::test]
async fn a_refresh_token_that_comes_again_is_told_to_whose_it_was_once() {
    let world = World::open().await;
    let (app, person) = (world.client("none").await, world.person());
    let first = world.tokens(&app, &person, "openid offline_access").await.refresh_token.unwrap();
    for _ in 0..2 {
        world.refresh(&app, first.expose()).await.unwrap();
    }
    assert_eq!(events(&world, person.user), [], "an honest client may ask twice");
    world.clock.advance(crate::support::MINUTE);
    for _ in 0..3 {
        assert!(world.refresh(&app, first.expose()).await.is_err());
    }
    let expected = Event::RefreshReused { user: person.user, client: app.created.client.id };
    assert_eq!(events(&world, person.user), [expected]);
}
