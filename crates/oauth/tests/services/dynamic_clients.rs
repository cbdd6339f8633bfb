//! Clients that register themselves (RFC 7591) and are managed by their token (RFC 7592).

use hitkey_kernel::{AuditEntry, Origin};
use hitkey_oauth::service::{
    ClientRegistration, ClientReplacement, DynamicClientError, DynamicClients, InitialAccesses,
    SelfRegistered, TokenChanges,
};
use hitkey_oauth::testkit::fixtures::{App, CALLBACK, World};
use hitkey_oauth::{ClientField, ClientOwner, ClientSecret, Event, RegistrationPolicy, Scope, ScopeSet};
use std::sync::Arc;
use std::time::Duration;

const DAY: Duration = Duration::from_secs(86_400);

async fn open(policy: RegistrationPolicy) -> (World, Arc<DynamicClients>) {
    let world = World::open_to(policy).await;
    let clients = world.provider.dynamic_clients.clone().unwrap();
    (world, clients)
}

fn app() -> ClientRegistration {
    ClientRegistration {
        name: "Shop".into(),
        redirect_uris: vec![CALLBACK.into()],
        ..ClientRegistration::default()
    }
}

async fn registered(clients: &DynamicClients, registration: &ClientRegistration) -> SelfRegistered {
    clients.register(None, &Origin::default(), registration).await.unwrap()
}

/// The fields that the registration of such a client is refused for.
async fn refused(clients: &DynamicClients, registration: &ClientRegistration) -> Vec<&'static str> {
    match clients.register(None, &Origin::default(), registration).await {
        Err(DynamicClientError::Invalid(fields)) => fields.iter().map(|field| field.field).collect(),
        other => panic!("{other:?}"),
    }
}

fn entries(world: &World) -> Vec<AuditEntry> {
    let trail = world.store.trail().into_iter();
    trail.filter(|entry| entry.action.as_str().starts_with("client.")).collect()
}

#[tokio::test]
async fn a_client_that_registered_itself_is_nobodys_and_signs_people_in() {
    let (world, clients) = open(RegistrationPolicy::default()).await;
    let SelfRegistered { client, secret, token } = registered(&clients, &app()).await;
    assert_eq!((client.owner, client.skip_consent), (ClientOwner::Nobody, false));
    assert!(token.expose().starts_with("hkr_"));
    let ann = world.person();
    assert!(!client.skips_consent_for(ann.user));
    let created = hitkey_oauth::service::CreatedClient { client: client.clone(), secret };
    let shop = App { owner: ann.user, created };
    let tokens = world.tokens(&shop, &ann, "openid profile project:read").await;
    let told = world.introspect(&shop, tokens.access_token.expose()).await;
    let told = serde_json::to_value(told.unwrap()).unwrap();
    assert_eq!(
        (&told["active"], &told["scope"]),
        (&true.into(), &"openid profile".into()),
        "no project's scope"
    );
    let other = world.client("client_secret_basic").await;
    let others = world.tokens(&other, &ann, "openid").await;
    let told = world.introspect(&shop, others.access_token.expose()).await.unwrap();
    assert_eq!(serde_json::to_value(told).unwrap(), serde_json::json!({ "active": false }));
    for owner in [ClientOwner::Nobody, ClientOwner::User(ann.user)] {
        assert_eq!(
            world.provider.clients.list(owner, hitkey_kernel::PageRequest::default()).await.unwrap().items,
            []
        );
    }
}

#[tokio::test]
async fn nobody_may_where_it_is_off() {
    assert!(World::open().await.provider.dynamic_clients.is_none());
}

#[tokio::test]
async fn a_name_is_no_must() {
    let (_, clients) = open(RegistrationPolicy::default()).await;
    for (uris, name) in [
        (vec![CALLBACK.to_owned()], "app.example.org"),
        (vec!["org.example.app:/callback".to_owned()], "An app without a name"),
    ] {
        let registration = ClientRegistration { redirect_uris: uris, ..ClientRegistration::default() };
        assert_eq!(registered(&clients, &registration).await.client.name.as_str(), name);
    }
}

#[tokio::test]
async fn redirect_uris_have_the_hosts_of_the_policy() {
    let policy = RegistrationPolicy { hosts: vec!["app.example.org".into()], ..Default::default() };
    let (_, clients) = open(policy).await;
    registered(&clients, &app()).await;
    registered(
        &clients,
        &ClientRegistration { redirect_uris: vec!["https://APP.example.org:8443/x".into()], ..app() },
    )
    .await;
    for uri in [
        "https://evil.example.org/callback",
        "https://app.example.org.evil.org/callback",
        "https://sub.app.example.org/callback",
        "http://127.0.0.1/callback",
        "org.example.app:/callback",
    ] {
        let evil = ClientRegistration { redirect_uris: vec![CALLBACK.into(), uri.into()], ..app() };
        assert_eq!(refused(&clients, &evil).await, ["redirect_uris"], "{uri}");
        let mut bye = app();
        bye.logout.post_logout_redirect_uris = Some(vec![uri.into()]);
        assert_eq!(refused(&clients, &bye).await, ["post_logout_redirect_uris"], "{uri}");
    }
    for uri in
        ["http://app.example.org/callback", "https://app.example.org@evil.org/", "https://app.example.org/#x"]
    {
        let evil = ClientRegistration { redirect_uris: vec![uri.into()], ..app() };
        assert_eq!(refused(&clients, &evil).await, ["redirect_uris"], "{uri}");
    }
}

#[tokio::test]
async fn scopes_are_those_of_the_policy_at_most() {
    let allowed = ScopeSet::from_iter([Scope::OpenId, Scope::Email]);
    let (world, clients) = open(RegistrationPolicy { scopes: Some(allowed), ..Default::default() }).await;
    let with = |scope: &str| ClientRegistration {
        tokens: TokenChanges { scope: Some(scope.into()), ..TokenChanges::default() },
        ..app()
    };
    assert_eq!(refused(&clients, &with("openid email phone")).await, ["scope"]);
    assert_eq!(
        registered(&clients, &with("openid")).await.client.tokens.scopes.unwrap().to_string(),
        "openid"
    );
    let SelfRegistered { client, secret, token } = registered(&clients, &app()).await;
    assert_eq!(client.tokens.scopes, Some(allowed), "those are all it gets");
    let (id, ann) = (client.id, world.person());
    let created = hitkey_oauth::service::CreatedClient { client, secret };
    let shop = App { owner: ann.user, created };
    let tokens = world.tokens(&shop, &ann, "openid email phone").await;
    assert_eq!(tokens.scope.to_string(), "openid email");
    let widened = ClientReplacement {
        client_id: Some(id.to_string()),
        registration: with("openid phone"),
        ..ClientReplacement::default()
    };
    let refusal = clients.replace(id, token.expose(), &Origin::default(), &widened).await.unwrap_err();
    assert!(matches!(refusal, DynamicClientError::Invalid(_)), "nor later: {refusal:?}");
}

#[tokio::test]
async fn what_is_nobodys_stands_for_nobody() {
    let (_, clients) = open(RegistrationPolicy::default()).await;
    let kinds = vec!["authorization_code".to_owned(), "client_credentials".to_owned()];
    let service = ClientRegistration { grant_types: Some(kinds), ..app() };
    assert_eq!(refused(&clients, &service).await, ["grant_types"]);
}

#[tokio::test]
async fn a_right_of_the_operator_is_spent_by_who_registers() {
    let (world, clients) = open(RegistrationPolicy { needs_token: true, ..Default::default() }).await;
    let accesses = InitialAccesses::new(world.store.clone(), world.ambient.clone());
    let (access, token) = accesses.admit(1, DAY).await.unwrap();
    let register = async |shown: Option<&str>| clients.register(shown, &Origin::default(), &app()).await;
    for bad in [None, Some(""), Some("hki_unknown")] {
        assert!(matches!(register(bad).await, Err(DynamicClientError::Unauthorized)), "{bad:?}");
    }
    let invalid = ClientRegistration { redirect_uris: Vec::new(), ..app() };
    let refusal = clients.register(Some(token.expose()), &Origin::default(), &invalid).await;
    assert!(matches!(refusal, Err(DynamicClientError::Invalid(_))));
    assert_eq!(accesses.list().await.unwrap(), [access], "what was refused costs nothing");
    register(Some(token.expose())).await.unwrap();
    assert!(matches!(register(Some(token.expose())).await, Err(DynamicClientError::Unauthorized)), "spent");
    let (expiring, late) = accesses.admit(9, DAY).await.unwrap();
    let (taken, gone) = accesses.admit(9, 2 * DAY).await.unwrap();
    assert!(accesses.dismiss(taken.id).await.unwrap());
    assert!(matches!(register(Some(gone.expose())).await, Err(DynamicClientError::Unauthorized)));
    register(Some(late.expose())).await.unwrap();
    world.clock.advance(DAY);
    assert!(matches!(register(Some(late.expose())).await, Err(DynamicClientError::Unauthorized)));
    assert!(accesses.list().await.unwrap().iter().all(|left| left.id != expiring.id));
}

#[tokio::test]
async fn a_token_manages_its_own_client_and_no_other() {
    let (world, clients) = open(RegistrationPolicy::default()).await;
    let (one, other) = (registered(&clients, &app()).await, registered(&clients, &app()).await);
    let owned = world.client("client_secret_basic").await;
    assert_eq!(clients.find(one.client.id, one.token.expose()).await.unwrap(), one.client);
    let secret = one.secret.as_ref().unwrap().expose();
    for (id, token) in [
        (one.client.id, other.token.expose()),
        (owned.created.client.id, one.token.expose()),
        (owned.created.client.id, owned.secret()),
        (one.client.id, secret),
        (one.client.id, ""),
    ] {
        let origin = Origin::default();
        let found = clients.find(id, token).await.map(|_| ());
        let replacement =
            ClientReplacement { client_id: Some(id.to_string()), registration: app(), ..Default::default() };
        let replaced = clients.replace(id, token, &origin, &replacement).await.map(|_| ());
        let deleted = clients.delete(id, token, &origin).await;
        for done in [found, replaced, deleted] {
            assert!(matches!(done, Err(DynamicClientError::Unauthorized)), "{done:?}");
        }
    }
    clients.delete(one.client.id, one.token.expose(), &Origin::default()).await.unwrap();
    let gone = clients.find(one.client.id, one.token.expose()).await;
    assert!(matches!(gone, Err(DynamicClientError::Unauthorized)));
}

#[tokio::test]
async fn a_replacement_replaces_everything_that_may_change() {
    let (_, clients) = open(RegistrationPolicy::default()).await;
    let mut rich = ClientRegistration { id_token_signed_response_alg: Some("ES256".into()), ..app() };
    rich.logout.backchannel_logout_uri = Some("https://app.example.org/told".into());
    let SelfRegistered { client, secret, token } = registered(&clients, &rich).await;
    let origin = Origin::default();
    let replacement = ClientReplacement {
        client_id: Some(client.id.to_string()),
        client_secret: secret.clone(),
        registration: ClientRegistration { name: "Other shop".into(), ..app() },
    };
    let after = clients.replace(client.id, token.expose(), &origin, &replacement).await.unwrap();
    let plain = registered(&clients, &app()).await.client;
    assert_eq!((after.name.as_str(), after.id_token_alg), ("Other shop", plain.id_token_alg));
    assert_eq!((&after.logout, after.created_at), (&plain.logout, client.created_at));
    assert_eq!((after.id, &after.authentication), (client.id, &client.authentication));
    assert!(after.updated_at > client.updated_at);
    assert_eq!(clients.find(client.id, token.expose()).await.unwrap(), after, "the token is the same");
    let again = clients.replace(client.id, token.expose(), &origin, &replacement).await.unwrap();
    assert_eq!(again, after, "what changes nothing is no change");
}

#[tokio::test]
async fn a_replacement_names_its_own_client() {
    let (world, clients) = open(RegistrationPolicy::default()).await;
    let SelfRegistered { client, token, .. } = registered(&clients, &app()).await;
    let good = ClientReplacement {
        client_id: Some(client.id.to_string()),
        registration: app(),
        ..ClientReplacement::default()
    };
    let public = ClientRegistration { token_endpoint_auth_method: Some("none".into()), ..app() };
    let other = world.client("none").await.id();
    for (bad, field) in [
        (ClientReplacement { client_id: None, ..good.clone() }, "client_id"),
        (ClientReplacement { client_id: Some(other), ..good.clone() }, "client_id"),
        (
            ClientReplacement { client_secret: Some(ClientSecret::parse("hks_other")), ..good.clone() },
            "client_secret",
        ),
        (ClientReplacement { registration: public, ..good }, "token_endpoint_auth_method"),
    ] {
        match clients.replace(client.id, token.expose(), &Origin::default(), &bad).await {
            Err(DynamicClientError::Invalid(fields)) => assert_eq!(fields[0].field, field),
            other => panic!("{field}: {other:?}"),
        }
    }
    assert_eq!(clients.find(client.id, token.expose()).await.unwrap(), client);
}

#[tokio::test]
async fn what_happened_is_kept_without_an_actor() {
    let (world, clients) = open(RegistrationPolicy::default()).await;
    let SelfRegistered { client, token, .. } = registered(&clients, &app()).await;
    let replacement = ClientReplacement {
        client_id: Some(client.id.to_string()),
        registration: ClientRegistration { name: "Other".into(), ..app() },
        ..ClientReplacement::default()
    };
    clients.replace(client.id, token.expose(), &Origin::default(), &replacement).await.unwrap();
    clients.delete(client.id, token.expose(), &Origin::default()).await.unwrap();
    let (user, project, client) = (None, None, client.id);
    let expected = [
        Event::ClientCreated { user, project, client },
        Event::ClientChanged { user, project, client, fields: vec![ClientField::Name] },
        Event::ClientDeleted { user, project, client },
    ];
    let kept = entries(&world);
    assert!(kept.iter().all(|entry| entry.actor.is_none() && entry.person.is_none()));
    let events: Vec<Event> = kept.iter().map(|entry| entry.event().unwrap()).collect();
    assert_eq!(events, expected);
}

#[tokio::test]
async fn redirect_uris_are_of_the_type_of_application_that_is_named() {
    let (_, clients) = open(RegistrationPolicy::default()).await;
    let of = |kind: Option<&str>, uris: &[&str]| ClientRegistration {
        application_type: kind.map(str::to_owned),
        redirect_uris: uris.iter().map(|uri| (*uri).to_owned()).collect(),
        ..app()
    };
    let (web, loopback, private) = (CALLBACK, "http://localhost:3000/cb", "org.example.app:/cb");
    for (kind, uris, wrong) in [
        (Some("web"), &[web][..], &[][..]),
        (Some("web"), &[web, loopback, private], &["redirect_uris", "redirect_uris"]),
        (Some("web"), &["https://localhost/cb"], &["redirect_uris"]),
        (Some("native"), &[loopback, private], &[]),
        (Some("native"), &[web], &["redirect_uris"]),
        (Some("service"), &[web], &["application_type"]),
        (None, &[web, loopback, private, "https://localhost/cb"], &[]),
    ] {
        match wrong {
            [] => drop(registered(&clients, &of(kind, uris)).await),
            wrong => assert_eq!(refused(&clients, &of(kind, uris)).await, wrong, "{kind:?} {uris:?}"),
        }
    }
    // Nor can it become another one's later.
    let SelfRegistered { client, token, .. } = registered(&clients, &of(Some("web"), &[web])).await;
    let registration = of(Some("web"), &[loopback]);
    let replacement =
        ClientReplacement { client_id: Some(client.id.to_string()), client_secret: None, registration };
    let outcome = clients.replace(client.id, token.expose(), &Origin::default(), &replacement).await;
    assert!(matches!(outcome, Err(DynamicClientError::Invalid(_))), "{outcome:?}");
}
