//! `grant_type=client_credentials`.

use crate::support::{HOUR, broken, read_jwt, refusal};
use hitkey_oauth::service::{
    ClientChanges, ClientRegistration, CreateClientError, ProviderPorts, TokenError, TokenErrorCode,
    TokenRefusal, TokenRejected, UpdateClientError, UserInfoError,
};
use hitkey_oauth::testkit::fixtures::{self, CALLBACK, World, actor};
use hitkey_oauth::testkit::mocks::{MockClientStore, MockGrantStore, MockSubjects};
use std::sync::Arc;

const ASK: [(&str, &str); 1] = [("grant_type", "client_credentials")];

fn some(words: &[&str]) -> Option<Vec<String>> {
    Some(words.iter().map(|word| (*word).to_owned()).collect())
}

#[tokio::test]
async fn a_client_gets_a_token_that_stands_for_itself_and_nothing_else() {
    let world = World::open().await;
    let app = world.service(world.person().user).await;
    let answer = world.exchange(&app, &ASK).await.unwrap();
    assert!(answer.refresh_token.is_none() && answer.id_token.is_none() && answer.scope.is_empty());
    assert_eq!(answer.expires_in, HOUR);
    let (header, claims) = read_jwt(answer.access_token.expose());
    assert_eq!(header["typ"], "at+jwt");
    let (id, mut names): (_, Vec<_>) = (app.id(), claims.as_object().unwrap().keys().collect());
    for name in ["sub", "client_id", "aud"] {
        assert_eq!(claims[name], *id, "{name}");
    }
    names.sort_unstable();
    assert_eq!(names, ["aud", "client_id", "exp", "iat", "iss", "jti", "sub"], "no person, no grant");
    let other = world.exchange(&app, &ASK).await.unwrap();
    assert_ne!(read_jwt(other.access_token.expose()).1["jti"], claims["jti"]);
}

#[tokio::test]
async fn it_opens_nothing_about_people() {
    let world = World::open().await;
    let app = world.service(world.person().user).await;
    let told = world.provider.user_info.tell(&world.own_token(&app).await).await;
    assert!(matches!(told, Err(UserInfoError::Rejected(TokenRejected::NoPerson))), "{told:?}");
    for scope in ["openid", "profile unknown", "project:read", "offline_access"] {
        let refused = refusal(world.exchange(&app, &[ASK[0], ("scope", scope)]).await);
        assert_eq!((refused, refused.code()), (TokenRefusal::ScopeOfPeople, TokenErrorCode::InvalidScope));
    }
    let unknown = world.exchange(&app, &[ASK[0], ("scope", "books:read")]).await.unwrap();
    assert!(unknown.scope.is_empty(), "what is unknown is dropped");
}

#[tokio::test]
async fn only_a_client_that_is_registered_for_it_and_proves_itself_gets_one() {
    let world = World::open().await;
    for method in ["client_secret_basic", "none"] {
        let app = world.client(method).await;
        assert_eq!(refusal(world.exchange(&app, &ASK).await), TokenRefusal::ClientUnauthorized);
    }
    let mut thief = world.service(world.person().user).await;
    thief.created.secret = world.client("client_secret_basic").await.created.secret;
    let unproven = TokenRefusal::ClientUnproven { by_header: true };
    assert_eq!(refusal(world.exchange(&thief, &ASK).await), unproven);
    thief.created.secret = None;
    let unproven = TokenRefusal::ClientUnproven { by_header: false };
    assert_eq!(refusal(world.exchange(&thief, &ASK).await), unproven);
}

#[tokio::test]
async fn a_public_client_that_slipped_into_the_store_gets_none() {
    let world = World::open().await;
    let mut client = fixtures::public_client(world.person().user, &world.ambient);
    client.grant_types.insert(hitkey_oauth::GrantKind::ClientCredentials);
    let id = client.id.to_string();
    let mut clients = MockClientStore::new();
    clients.expect_find().returning(move |_| Ok(Some(client.clone())));
    let world = World::with(|ports| ProviderPorts { clients: Arc::new(clients), ..ports }).await;
    let params = hitkey_oauth::service::TokenParams::from_pairs([ASK[0], ("client_id", &id)]).unwrap();
    assert_eq!(refusal(world.provider.tokens.exchange(None, params).await), TokenRefusal::ClientUnauthorized);
}

#[tokio::test]
async fn it_is_one_read_and_no_write() {
    let world = World::open().await;
    let app = world.service(world.person().user).await;
    let client = app.created.client.clone();
    let mut clients = MockClientStore::new();
    clients.expect_find().once().return_once(|_| Ok(Some(client)));
    let world = World::with(|ports| ProviderPorts {
        clients: Arc::new(clients),
        grants: Arc::new(MockGrantStore::new()),
        subjects: Arc::new(MockSubjects::new()),
        ..ports
    })
    .await;
    assert!(world.exchange(&app, &ASK).await.is_ok());
}

#[tokio::test]
async fn who_is_sent_nobody_needs_no_redirect_uri_and_whoever_is_does() {
    let world = World::open().await;
    let owner = world.person().user;
    let (clients, by) = (&world.provider.clients, actor(owner));
    let app = world.service(owner).await;
    assert_eq!(app.created.client.redirect_uris.first(), None);
    let id = app.created.client.id;
    let sends = ClientChanges {
        grant_types: some(&["authorization_code", "client_credentials"]),
        ..ClientChanges::default()
    };
    let Err(UpdateClientError::Invalid(errors)) = clients.update(owner, &by, id, &sends).await else {
        panic!("accepted");
    };
    assert_eq!((errors[0].field, errors[0].rule, errors.len()), ("redirect_uris", "required", 1));
    let both = ClientChanges { redirect_uris: some(&[CALLBACK]), ..sends };
    assert!(clients.update(owner, &by, id, &both).await.is_ok());
    let without = ClientChanges { redirect_uris: some(&[]), ..ClientChanges::default() };
    assert!(clients.update(owner, &by, id, &without).await.is_err());
    let back = ClientChanges { grant_types: some(&["client_credentials"]), ..without };
    assert!(clients.update(owner, &by, id, &back).await.unwrap().redirect_uris.as_slice().is_empty());
}

#[tokio::test]
async fn a_public_client_cannot_be_registered_for_it() {
    let world = World::open().await;
    let owner = world.person().user;
    let public = ClientRegistration {
        name: "App".into(),
        redirect_uris: vec![CALLBACK.into()],
        grant_types: some(&["authorization_code", "client_credentials"]),
        token_endpoint_auth_method: Some("none".into()),
        ..ClientRegistration::default()
    };
    let Err(CreateClientError::Invalid(errors)) =
        world.provider.clients.create(owner, &actor(owner), public).await
    else {
        panic!("accepted");
    };
    assert_eq!((errors[0].field, errors[0].rule, errors.len()), ("grant_types", "public_client", 1));
    let app = world.client("none").await;
    let changes = ClientChanges {
        grant_types: some(&["authorization_code", "client_credentials"]),
        ..ClientChanges::default()
    };
    let (clients, by) = (&world.provider.clients, actor(app.owner));
    let changed = clients.update(app.owner, &by, app.created.client.id, &changes).await;
    assert!(matches!(changed, Err(UpdateClientError::Invalid(_))));
}

#[tokio::test]
async fn a_broken_store_is_an_error_of_its_own() {
    let mut clients = MockClientStore::new();
    clients.expect_find().returning(|_| Err(broken()));
    let world = World::open().await;
    let app = world.service(world.person().user).await;
    let world = World::with(|ports| ProviderPorts { clients: Arc::new(clients), ..ports }).await;
    assert!(matches!(world.exchange(&app, &ASK).await, Err(TokenError::Store(_))));
}
