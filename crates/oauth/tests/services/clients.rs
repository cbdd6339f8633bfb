//! Registering and managing clients.

use crate::support::{HOUR, broken};
use hitkey_kernel::testkit::first;
use hitkey_kernel::{ClientId, UserId};
use hitkey_oauth::service::{
    ClientChanges, ClientRegistration, CreateClientError, DeleteClientError, FieldError, FindClientError,
    KeyRegistration, LogoutChanges, ProviderPorts, RequestRegistration, RotateSecretError,
    SubjectRegistration, TokenChanges, UpdateClientError,
};
use hitkey_oauth::testkit::fixtures::{self, CALLBACK, World, actor, inline_keys, toy_jwks};
use hitkey_oauth::testkit::mocks::MockClientStore;
use hitkey_oauth::{ClientAlg, ClientOwner, GrantKind, SigningAlg};
use serde_json::json;
use std::sync::Arc;

fn registration() -> ClientRegistration {
    ClientRegistration {
        name: " My App ".into(),
        redirect_uris: vec![CALLBACK.into()],
        ..ClientRegistration::default()
    }
}

fn some(words: &[&str]) -> Option<Vec<String>> {
    Some(words.iter().map(|word| (*word).to_owned()).collect())
}

fn rules(errors: &[FieldError]) -> Vec<(&'static str, &'static str)> {
    errors.iter().map(|error| (error.field, error.rule)).collect()
}

fn post_logout(uris: &[&str]) -> LogoutChanges {
    LogoutChanges { post_logout_redirect_uris: some(uris), ..LogoutChanges::default() }
}

#[tokio::test]
async fn a_registration_with_the_least_gets_safe_defaults_and_a_secret_once() {
    let world = World::open().await;
    let owner = world.person().user;
    let created = world.provider.clients.create(owner, &actor(owner), registration()).await.unwrap();
    let client = &created.client;
    assert_eq!((client.name.as_str(), client.owner), ("My App", ClientOwner::User(owner)));
    assert_eq!(client.authentication.method().as_str(), "client_secret_basic");
    assert_eq!((client.skip_consent, client.id_token_alg), (false, SigningAlg::Rs256));
    assert_eq!(client.grant_types, GrantKind::USUAL.into());
    let secret = created.secret.as_ref().unwrap();
    assert!(secret.expose().starts_with("hks_") && client.authentication.accepts(Some(secret)));
    assert!(!format!("{created:?}").contains(secret.expose()));
    assert_eq!(
        world.provider.clients.list(owner, first(10)).await.unwrap().items,
        std::slice::from_ref(&created.client)
    );
    assert_eq!(world.provider.clients.find(owner, client.id).await.unwrap(), created.client);
}

#[tokio::test]
async fn every_failing_field_is_named_with_its_rule() {
    let world = World::open().await;
    let owner = world.person().user;
    let all_wrong = ClientRegistration {
        application_type: Some("service".into()),
        name: " ".into(),
        redirect_uris: vec!["http://app.example.org/cb".into(), "nonsense".into()],
        grant_types: some(&["password"]),
        response_types: some(&["token"]),
        token_endpoint_auth_method: Some("tls_client_auth".into()),
        id_token_signed_response_alg: Some("none".into()),
        requests: RequestRegistration {
            request_object_signing_alg: Some("none".into()),
            ..RequestRegistration::default()
        },
        keys: KeyRegistration {
            jwks: Some(json!({"keys": [{"kty": "oct", "k": "c2VjcmV0"}]})),
            jwks_uri: Some("http://app.example.org/jwks".into()),
            token_endpoint_auth_signing_alg: Some("none".into()),
        },
        skip_consent: None,
        subject: SubjectRegistration::default(),
        tokens: TokenChanges::default(),
        logout: post_logout(&["http://app.example.org/bye"]),
    };
    let Err(CreateClientError::Invalid(errors)) =
        world.provider.clients.create(owner, &actor(owner), all_wrong).await
    else {
        panic!("accepted");
    };
    let expected = [
        ("name", "required"),
        ("redirect_uris", "redirect_uri"),
        ("redirect_uris", "redirect_uri"),
        ("grant_types", "enum"),
        ("response_types", "enum"),
        ("token_endpoint_auth_method", "enum"),
        ("id_token_signed_response_alg", "enum"),
        ("request_object_signing_alg", "enum"),
        ("jwks_uri", "exclusive"),
        ("jwks", "jwks"),
        ("jwks_uri", "url"),
        ("token_endpoint_auth_signing_alg", "enum"),
        ("post_logout_redirect_uris", "redirect_uri"),
        ("application_type", "enum"),
    ];
    assert_eq!(rules(&errors), expected);
    assert!(errors[1].message.ends_with(": http://app.example.org/cb"), "{}", errors[1]);
    assert!(world.provider.clients.list(owner, first(10)).await.unwrap().items.is_empty());
}

#[tokio::test]
async fn each_rule_of_a_field_is_kept() {
    let world = World::open().await;
    let owner = world.person().user;
    let good = registration;
    for (bad, expected) in [
        (ClientRegistration { name: "x".repeat(101), ..good() }, ("name", "max_length")),
        (ClientRegistration { name: format!("x{}", " ".repeat(100)), ..good() }, ("name", "max_length")),
        (ClientRegistration { name: "a\nb".into(), ..good() }, ("name", "no_control_characters")),
        (ClientRegistration { name: "a\n".into(), ..good() }, ("name", "no_control_characters")),
        (ClientRegistration { redirect_uris: vec![], ..good() }, ("redirect_uris", "required")),
        (
            ClientRegistration { redirect_uris: vec![CALLBACK.into(); 21], ..good() },
            ("redirect_uris", "max_length"),
        ),
        (ClientRegistration { grant_types: some(&[]), ..good() }, ("grant_types", "enum")),
        (ClientRegistration { grant_types: some(&["refresh_token"]), ..good() }, ("grant_types", "required")),
        (ClientRegistration { response_types: some(&[]), ..good() }, ("response_types", "enum")),
        (
            ClientRegistration { logout: post_logout(&[CALLBACK; 21]), ..good() },
            ("post_logout_redirect_uris", "max_length"),
        ),
    ] {
        match world.provider.clients.create(owner, &actor(owner), bad).await {
            Err(CreateClientError::Invalid(errors)) => assert_eq!(rules(&errors), [expected]),
            other => panic!("{expected:?}: {other:?}"),
        }
    }
    let twenty = ClientRegistration {
        name: "é".repeat(100),
        redirect_uris: vec![CALLBACK.into(); 20],
        response_types: some(&["code"]),
        ..good()
    };
    assert!(world.provider.clients.create(owner, &actor(owner), twenty).await.is_ok());
}

#[tokio::test]
async fn an_update_changes_what_it_names_and_leaves_the_rest() {
    let world = World::open().await;
    let owner = world.person().user;
    let before = world.provider.clients.create(owner, &actor(owner), registration()).await.unwrap().client;
    world.clock.advance(HOUR);
    let rename = ClientChanges { name: Some("Other".into()), ..ClientChanges::default() };
    let after = world.provider.clients.update(owner, &actor(owner), before.id, &rename).await.unwrap();
    assert_eq!((after.name.as_str(), after.updated_at), ("Other", world.ambient.now()));
    assert_eq!(after.redirect_uris, before.redirect_uris);
    let rest = ClientChanges {
        resets: Vec::new(),
        name: None,
        redirect_uris: some(&["https://app.example.org/new"]),
        grant_types: some(&["authorization_code"]),
        response_types: some(&["code"]),
        id_token_signed_response_alg: Some("ES256".into()),
        keys: KeyRegistration { jwks: Some(toy_jwks(&["k1"])), ..KeyRegistration::default() },
        requests: RequestRegistration {
            require_pushed_authorization_requests: Some(true),
            request_object_signing_alg: Some("ES256".into()),
        },
        skip_consent: Some(true),
        subject: SubjectRegistration::default(),
        tokens: TokenChanges { refresh_token_rotation: Some(true), ..TokenChanges::default() },
        logout: post_logout(&["https://app.example.org/bye"]),
    };
    let after = world.provider.clients.update(owner, &actor(owner), before.id, &rest).await.unwrap();
    assert_eq!(after.redirect_uris.first().unwrap().as_str(), "https://app.example.org/new");
    assert_eq!((after.name.as_str(), after.skip_consent), ("Other", true));
    assert_eq!(after.keys.source, Some(inline_keys(&["k1"])));
    assert_eq!(after.logout.post_redirect_uris.as_slice()[0].as_str(), "https://app.example.org/bye");
    assert!(after.requests.pushed_only && after.requests.object_alg == Some(ClientAlg::Es256));
    assert_eq!(after.authentication, before.authentication);
    assert!(after.rotates_refresh() && !before.rotates_refresh());
    assert_eq!(world.provider.clients.find(owner, before.id).await.unwrap(), after);
}

#[tokio::test]
async fn a_bad_update_names_every_failing_field() {
    let world = World::open().await;
    let app = world.client("none").await;
    let bad = ClientChanges {
        resets: Vec::new(),
        name: Some(String::new()),
        redirect_uris: some(&[]),
        grant_types: some(&["implicit"]),
        response_types: some(&["token"]),
        id_token_signed_response_alg: Some("HS256".into()),
        keys: KeyRegistration::default(),
        requests: RequestRegistration::default(),
        skip_consent: None,
        subject: SubjectRegistration::default(),
        tokens: TokenChanges::default(),
        logout: post_logout(&["javascript:alert(1)"]),
    };
    match world.provider.clients.update(app.owner, &actor(app.owner), app.created.client.id, &bad).await {
        Err(UpdateClientError::Invalid(errors)) => assert_eq!(errors.len(), 5, "{errors:?}"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_public_client_cannot_do_without_rotation() {
    let world = World::open().await;
    let (app, kept) = (
        world.client("none").await,
        TokenChanges { refresh_token_rotation: Some(false), ..TokenChanges::default() },
    );
    let public = ClientRegistration {
        token_endpoint_auth_method: Some("none".into()),
        tokens: kept.clone(),
        ..registration()
    };
    let (clients, by) = (&world.provider.clients, actor(app.owner));
    let Err(CreateClientError::Invalid(errors)) = clients.create(app.owner, &by, public).await else {
        panic!("accepted");
    };
    assert_eq!(rules(&errors), [("refresh_token_rotation", "public_client")]);
    let changes = ClientChanges { tokens: kept.clone(), ..ClientChanges::default() };
    match clients.update(app.owner, &by, app.created.client.id, &changes).await {
        Err(UpdateClientError::Invalid(again)) => assert_eq!(again, errors),
        other => panic!("{other:?}"),
    }
    let confidential = ClientRegistration { tokens: kept, ..registration() };
    assert!(!clients.create(app.owner, &by, confidential).await.unwrap().client.rotates_refresh());
}

#[tokio::test(flavor = "multi_thread")]
async fn parallel_updates_of_different_fields_do_not_undo_each_other() {
    let world = Arc::new(World::open().await);
    let app = world.client("none").await;
    let (owner, id) = (app.owner, app.created.client.id);
    let changes = [
        ClientChanges { name: Some("Other".into()), ..ClientChanges::default() },
        ClientChanges { skip_consent: Some(true), ..ClientChanges::default() },
        ClientChanges { id_token_signed_response_alg: Some("ES256".into()), ..ClientChanges::default() },
    ];
    let mut tasks = tokio::task::JoinSet::new();
    for change in changes {
        let world = world.clone();
        tasks.spawn(async move {
            world.provider.clients.update(owner, &actor(owner), id, &change).await.unwrap()
        });
    }
    tasks.join_all().await;
    let client = world.provider.clients.find(owner, id).await.unwrap();
    let now = (client.name.as_str(), client.skip_consent, client.id_token_alg);
    assert_eq!(now, ("Other", true, SigningAlg::Es256));
}

async fn assert_not_found(world: &World, owner: UserId, id: ClientId) {
    let clients = &world.provider.clients;
    let rename = ClientChanges { name: Some("Mine".into()), ..ClientChanges::default() };
    assert!(matches!(clients.find(owner, id).await, Err(FindClientError::NotFound)));
    assert!(matches!(
        clients.update(owner, &actor(owner), id, &rename).await,
        Err(UpdateClientError::NotFound)
    ));
    assert!(matches!(
        clients.rotate_secret(owner, &actor(owner), id).await,
        Err(RotateSecretError::NotFound)
    ));
    assert!(matches!(clients.delete(owner, &actor(owner), id).await, Err(DeleteClientError::NotFound)));
}

#[tokio::test]
async fn what_belongs_to_others_is_not_found() {
    let world = World::open().await;
    let app = world.client("client_secret_basic").await;
    let (stranger, id) = (world.person().user, app.created.client.id);
    assert_not_found(&world, stranger, id).await;
    assert!(world.provider.clients.list(stranger, first(10)).await.unwrap().items.is_empty());
    assert_eq!(world.provider.clients.find(app.owner, id).await.unwrap(), app.created.client);
    world.provider.clients.delete(app.owner, &actor(app.owner), id).await.unwrap();
    assert_not_found(&world, app.owner, id).await;
}

#[tokio::test]
async fn a_secret_is_rotated_for_confidential_clients_only() {
    let world = World::open().await;
    let (secret, public) = (world.client("client_secret_post").await, world.client("none").await);
    let id = secret.created.client.id;
    let (client, new) =
        world.provider.clients.rotate_secret(secret.owner, &actor(secret.owner), id).await.unwrap();
    assert!(client.updated_at > secret.created.client.updated_at);
    let stored = world.provider.clients.find(secret.owner, id).await.unwrap();
    assert!(stored.authentication.accepts(Some(&new)));
    assert!(!stored.authentication.accepts(secret.created.secret.as_ref()));
    let refused = world
        .provider
        .clients
        .rotate_secret(public.owner, &actor(public.owner), public.created.client.id)
        .await;
    assert!(matches!(refused, Err(RotateSecretError::NoSecret)), "{refused:?}");
}

#[tokio::test]
async fn a_client_that_is_always_being_changed_by_others_is_given_up_on() {
    let world = World::open().await;
    let owner = world.person().user;
    let (client, _) = fixtures::confidential_client(owner, &world.ambient);
    let id = client.id;
    let world = World::with(|ports| {
        let mut clients = MockClientStore::new();
        clients.expect_find().returning(move |_| Ok(Some(client.clone())));
        clients.expect_update().times(5).returning(|_| Ok(false));
        clients.expect_rotate_secret().returning(|_| Ok(false));
        ProviderPorts { clients: Arc::new(clients), ..ports }
    })
    .await;
    let rename = ClientChanges { name: Some("Other".into()), ..ClientChanges::default() };
    let updated = world.provider.clients.update(owner, &actor(owner), id, &rename).await;
    assert!(matches!(updated, Err(UpdateClientError::Contended)), "{updated:?}");
    let rotated = world.provider.clients.rotate_secret(owner, &actor(owner), id).await;
    assert!(matches!(rotated, Err(RotateSecretError::NotFound)), "gone meanwhile: {rotated:?}");
}

#[tokio::test]
async fn a_broken_store_is_an_error_of_its_own() {
    let world = World::with(|ports| {
        let mut clients = MockClientStore::new();
        clients.expect_create().returning(|_| Err(broken()));
        clients.expect_find().returning(|_| Err(broken()));
        clients.expect_list().returning(|_, _| Err(broken()));
        clients.expect_delete().returning(|_| Err(broken()));
        ProviderPorts { clients: Arc::new(clients), ..ports }
    })
    .await;
    let (clients, owner) = (&world.provider.clients, world.person().user);
    let id = ClientId::generate(world.ambient.now(), world.ambient.random());
    let none = ClientChanges::default();
    assert!(matches!(
        clients.create(owner, &actor(owner), registration()).await,
        Err(CreateClientError::Store(_))
    ));
    assert!(matches!(clients.find(owner, id).await, Err(FindClientError::Store(_))));
    assert!(matches!(
        clients.update(owner, &actor(owner), id, &none).await,
        Err(UpdateClientError::Store(_))
    ));
    assert!(matches!(
        clients.rotate_secret(owner, &actor(owner), id).await,
        Err(RotateSecretError::Store(_))
    ));
    assert!(matches!(clients.delete(owner, &actor(owner), id).await, Err(DeleteClientError::Store(_))));
    assert!(clients.list(owner, first(10)).await.is_err());
}

#[tokio::test]
async fn keys_and_method_must_go_together() {
    let world = World::open().await;
    let by = |method: &str, keys| ClientRegistration {
        token_endpoint_auth_method: Some(method.into()),
        keys,
        ..registration()
    };
    let alg = |name: &str| KeyRegistration {
        jwks: Some(toy_jwks(&["k1"])),
        token_endpoint_auth_signing_alg: Some(name.into()),
        ..KeyRegistration::default()
    };
    let owner = world.person().user;
    for (bad, field) in [
        (by("private_key_jwt", KeyRegistration::default()), "jwks"),
        (by("private_key_jwt", alg("HS256")), "token_endpoint_auth_signing_alg"),
        (by("client_secret_jwt", alg("ES256")), "token_endpoint_auth_signing_alg"),
    ] {
        match world.provider.clients.create(owner, &actor(owner), bad).await {
            Err(CreateClientError::Invalid(errors)) => assert_eq!(rules(&errors), [(field, "required")]),
            other => panic!("{other:?}"),
        }
    }
    let good = by("private_key_jwt", alg("ES256"));
    let client = world.provider.clients.create(owner, &actor(owner), good).await.unwrap().client;
    let secret = alg("HS256").token_endpoint_auth_signing_alg;
    let keys = KeyRegistration { token_endpoint_auth_signing_alg: secret, ..KeyRegistration::default() };
    let bad = ClientChanges { keys, ..ClientChanges::default() };
    let refused = world.provider.clients.update(owner, &actor(owner), client.id, &bad).await;
    assert!(matches!(refused, Err(UpdateClientError::Invalid(_))), "{refused:?}");
    let refused = world.provider.clients.rotate_secret(owner, &actor(owner), client.id).await;
    assert!(matches!(refused, Err(RotateSecretError::NoSecret)), "{refused:?}");
}
