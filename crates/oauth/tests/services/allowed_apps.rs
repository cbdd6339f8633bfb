//! People see and end what they allowed.

use crate::support::{MINUTE, broken, refusal};
use hitkey_kernel::testkit::first;
use hitkey_oauth::service::{ProviderPorts, TokenRefusal, WithdrawError};
use hitkey_oauth::testkit::fixtures::{World, actor};
use hitkey_oauth::testkit::mocks::MockConsentStore;
use std::sync::Arc;

#[tokio::test]
async fn a_person_sees_the_apps_they_allowed_the_latest_first() {
    let world = World::open().await;
    let (person, earlier, later) = (world.person(), world.client("none").await, world.client("none").await);
    world.code(&earlier, &person, "openid").await;
    world.clock.advance(MINUTE);
    world.code(&later, &person, "openid email").await;
    world.code(&earlier, &world.person(), "openid profile").await;
    let apps = world.provider.allowed_apps.list(person.user, first(10)).await.unwrap().items;
    let seen: Vec<_> = apps.iter().map(|app| (app.client, app.consent.scopes.to_string())).collect();
    let expected =
        [(later.created.client.id, "openid email".into()), (earlier.created.client.id, "openid".into())];
    assert_eq!(seen, expected);
    assert_eq!(apps[0].name.as_str(), "Example App");
}

#[tokio::test]
async fn a_withdrawal_ends_every_token_and_the_next_request_asks_again() {
    let world = World::open().await;
    let (person, app) = (world.person(), world.client("none").await);
    let (apps, client) = (&world.provider.allowed_apps, app.created.client.id);
    let tokens = world.tokens(&app, &person, "openid").await;
    apps.withdraw(&actor(person.user), client).await.unwrap();
    assert!(world.provider.user_info.tell(tokens.access_token.expose()).await.is_err());
    let refreshed = world.refresh(&app, tokens.refresh_token.unwrap().expose()).await;
    assert_eq!(refusal(refreshed), TokenRefusal::GrantEnded);
    assert_eq!(apps.list(person.user, first(10)).await.unwrap().items, []);
    let params = hitkey_oauth::AuthorizeParams::from_pairs(app.request("openid"));
    let request = world.provider.authorization.check(&params).await.unwrap();
    assert!(world.provider.authorization.needs_consent(&request, person.user).await.unwrap());
    let again = apps.withdraw(&actor(person.user), client).await;
    assert!(matches!(again, Err(WithdrawError::NotAllowed)), "{again:?}");
}

#[tokio::test]
async fn a_broken_store_is_an_error_of_its_own() {
    let world = World::with(|ports| {
        let mut consents = MockConsentStore::new();
        consents.expect_list().returning(|_, _| Err(broken()));
        consents.expect_withdraw().returning(|_| Err(broken()));
        ProviderPorts { consents: Arc::new(consents), ..ports }
    })
    .await;
    let app = world.client("none").await;
    assert!(world.provider.allowed_apps.list(app.owner, first(10)).await.is_err());
    let result = world.provider.allowed_apps.withdraw(&actor(app.owner), app.created.client.id).await;
    assert!(matches!(result, Err(WithdrawError::Store(_))), "{result:?}");
}
