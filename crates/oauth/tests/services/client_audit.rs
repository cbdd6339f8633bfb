//! What is kept of what was done to clients.

use hitkey_kernel::{AuditEntry, UserId};
use hitkey_oauth::service::{
    ClientChanges, ClientRegistration, KeyRegistration, LogoutChanges, RequestRegistration,
    SubjectRegistration, TokenChanges,
};
use hitkey_oauth::testkit::fixtures::{CALLBACK, World, actor};
use hitkey_oauth::{ClientField, ClientOwner, Event};

/// The entries about clients, without those about keys.
fn told(world: &World) -> Vec<AuditEntry> {
    let trail = world.store.trail().into_iter();
    trail.filter(|entry| entry.action.as_str().starts_with("client.")).collect()
}

fn events(world: &World) -> Vec<Event> {
    told(world).iter().map(|entry| entry.event().unwrap()).collect()
}

fn everything() -> ClientChanges {
    ClientChanges {
        name: Some("Other".into()),
        redirect_uris: Some(vec!["https://app.example.org/new".into()]),
        grant_types: Some(vec!["authorization_code".into()]),
        response_types: Some(vec!["code".into()]),
        id_token_signed_response_alg: Some("ES256".into()),
        keys: KeyRegistration {
            jwks_uri: Some("https://app.example.org/jwks".into()),
            ..KeyRegistration::default()
        },
        requests: RequestRegistration {
            require_pushed_authorization_requests: Some(true),
            ..RequestRegistration::default()
        },
        skip_consent: Some(true),
        subject: SubjectRegistration {
            subject_type: Some("pairwise".into()),
            ..SubjectRegistration::default()
        },
        tokens: TokenChanges {
            refresh_token_rotation: Some(true),
            access_token_lifetime: Some(60),
            id_token_lifetime: Some(60),
            refresh_token_idle_lifetime: Some(600),
            refresh_token_lifetime: Some(600),
            scope: Some("openid".into()),
        },
        logout: LogoutChanges {
            post_logout_redirect_uris: Some(vec!["https://app.example.org/bye".into()]),
            ..LogoutChanges::default()
        },
        resets: Vec::new(),
    }
}

const ALL: [ClientField; 15] = [
    ClientField::Name,
    ClientField::RedirectUris,
    ClientField::GrantTypes,
    ClientField::Keys,
    ClientField::Requests,
    ClientField::SkipConsent,
    ClientField::IdTokenAlg,
    ClientField::SubjectType,
    ClientField::RefreshTokenRotation,
    ClientField::AccessTokenLifetime,
    ClientField::IdTokenLifetime,
    ClientField::RefreshTokenIdleLifetime,
    ClientField::RefreshTokenLifetime,
    ClientField::Scope,
    ClientField::PostLogoutRedirectUris,
];

/// Registers, changes, gives a new secret and removes.
async fn a_life(world: &World, owner: ClientOwner, by: UserId) -> [Event; 4] {
    let (clients, by) = (&world.provider.clients, actor(by));
    let registration = ClientRegistration {
        name: "App".into(),
        redirect_uris: vec![CALLBACK.into()],
        ..ClientRegistration::default()
    };
    let client = clients.create(owner, &by, registration).await.unwrap().client.id;
    clients.update(owner, &by, client, &everything()).await.unwrap();
    clients.rotate_secret(owner, &by, client).await.unwrap();
    clients.delete(owner, &by, client).await.unwrap();
    let (user, project) = (owner.user(), owner.project());
    [
        Event::ClientCreated { user, project, client },
        Event::ClientChanged { user, project, client, fields: ALL.to_vec() },
        Event::ClientSecretRotated { user, project, client },
        Event::ClientDeleted { user, project, client },
    ]
}

#[tokio::test]
async fn what_a_person_does_to_their_client_is_told_to_them() {
    let world = World::open().await;
    let owner = world.person().user;
    let expected = a_life(&world, ClientOwner::User(owner), owner).await;
    assert_eq!(events(&world), expected);
    for entry in told(&world) {
        assert_eq!((entry.person, entry.project, entry.actor), (Some(owner), None, Some(owner)));
        assert_eq!(entry.ip, actor(owner).origin.ip);
        assert_eq!(entry.target.unwrap().kind(), "client");
    }
}

#[tokio::test]
async fn what_is_done_to_a_client_of_a_project_is_told_there_alone() {
    let world = World::open().await;
    let (project, admin) = (world.project_client(false, &[]).await.project, world.person().user);
    let expected = a_life(&world, ClientOwner::Project(project), admin).await;
    assert_eq!(events(&world)[1..], expected);
    for entry in &told(&world)[1..] {
        assert_eq!((entry.person, entry.project, entry.actor), (None, Some(project), Some(admin)));
    }
}

#[tokio::test]
async fn fields_are_called_as_on_the_wire_and_hold_no_values() {
    let world = World::open().await;
    let owner = world.person().user;
    a_life(&world, ClientOwner::User(owner), owner).await;
    let details: Vec<_> = told(&world).into_iter().map(|entry| entry.details).collect();
    let fields = concat!(
        r#"{"fields":["name","redirect_uris","grant_types","keys","requests","skip_consent","id_token_signed_response_alg","#,
        r#""subject_type","refresh_token_rotation","access_token_lifetime","id_token_lifetime","refresh_token_idle_lifetime","#,
        r#""refresh_token_lifetime","scope","post_logout_redirect_uris"]}"#
    );
    assert_eq!(serde_json::to_string(&details[1]).unwrap(), fields);
    assert!(
        [&details[0], &details[2], &details[3]].into_iter().all(serde_json::Map::is_empty),
        "{details:?}"
    );
}

#[tokio::test]
async fn only_what_differs_is_a_change() {
    let world = World::open().await;
    let app = world.client("none").await;
    let (clients, by, before) = (&world.provider.clients, actor(app.owner), &app.created.client);
    let same = ClientChanges {
        name: Some(before.name.to_string()),
        redirect_uris: Some(vec![CALLBACK.into()]),
        ..ClientChanges::default()
    };
    world.clock.advance(crate::support::HOUR);
    for nothing in [ClientChanges::default(), same.clone()] {
        assert_eq!(clients.update(app.owner, &by, before.id, &nothing).await.unwrap(), *before);
    }
    assert_eq!(told(&world).len(), 1, "it was registered");
    let one = ClientChanges { skip_consent: Some(true), ..same };
    clients.update(app.owner, &by, before.id, &one).await.unwrap();
    let Some(Event::ClientChanged { fields, .. }) = events(&world).pop() else { panic!("no change") };
    assert_eq!(fields, [ClientField::SkipConsent]);
}

#[tokio::test]
async fn what_is_refused_is_not_told() {
    let world = World::open().await;
    let app = world.client("none").await;
    let (clients, id, stranger) = (&world.provider.clients, app.created.client.id, world.person().user);
    let by = actor(stranger);
    assert!(clients.create(stranger, &by, ClientRegistration::default()).await.is_err());
    assert!(clients.update(stranger, &by, id, &everything()).await.is_err());
    assert!(clients.rotate_secret(stranger, &by, id).await.is_err());
    assert!(clients.delete(stranger, &by, id).await.is_err());
    assert!(clients.rotate_secret(app.owner, &actor(app.owner), id).await.is_err(), "it is public");
    assert_eq!(told(&world).len(), 1, "it was registered");
}
