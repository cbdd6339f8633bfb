//! A person's own API clients.

use crate::support::{Team, code, keys};
use hitkey_kernel::testkit::first;
use hitkey_kernel::{Actor, ApiClientId, Timestamp};
use hitkey_projects::testkit::World;
use hitkey_projects::{
    ApiClient, ApiClientChange, ApiClientField, ApiClientName, ApiClientToken, AssignableRole, Change,
    Description, Event, Grant, Grants, NewApiClient, Project,
};
use std::collections::BTreeMap;
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

fn new() -> NewApiClient {
    NewApiClient {
        name: ApiClientName::parse("grafana-reader").unwrap(),
        description: None,
        expires_at: None,
        grants: Grants::new(),
    }
}

fn granting(project: &Project, role: AssignableRole) -> Grants {
    BTreeMap::from([(project.id, Grant { role, permissions: keys([]) })])
}

/// Somebody, and a client of theirs.
struct Scene {
    team: Team,
    by: Actor,
    client: ApiClient,
    token: ApiClientToken,
}

impl Scene {
    async fn new(new: NewApiClient) -> Self {
        let team = Team::new().await;
        let by = World::actor(team.member.user);
        let (client, token) = team.world.cases.api_clients.create(&by, &new).await.unwrap();
        Self { team, by, client, token }
    }

    fn now(&self) -> Timestamp {
        self.team.world.environment.ambient.now()
    }

    async fn is_good(&self, token: &ApiClientToken) -> bool {
        let found = self.team.world.cases.api_clients.authenticate(token.expose()).await;
        found.is_ok_and(|client| client.id == self.client.id)
    }

    async fn change(&self, change: ApiClientChange) -> Result<ApiClient, &'static str> {
        let done = self.team.world.cases.api_clients.update(&self.by, self.client.id, &change).await;
        done.map_err(|error| code::<(), _>(Err(error)))
    }

    async fn rotate(&self, overlap: Duration) -> Result<ApiClientToken, &'static str> {
        let done = self.team.world.cases.api_clients.rotate(&self.by, self.client.id, overlap).await;
        done.map(|(_, token)| token).map_err(|error| code::<(), _>(Err(error)))
    }

    fn last(&self) -> Event {
        self.team.world.store.trail().last().unwrap().event().unwrap()
    }
}

#[tokio::test]
async fn a_client_is_made_for_its_owner_and_its_token_tells_which_it_is() {
    let scene = Scene::new(new()).await;
    let clients = &scene.team.world.cases.api_clients;
    assert!(scene.is_good(&scene.token).await);
    assert_eq!(clients.find(scene.by.user, scene.client.id).await.unwrap(), scene.client);
    let listed = clients.list(scene.by.user, first(10)).await.unwrap().items;
    assert_eq!(listed, std::slice::from_ref(&scene.client));
    let (user, id) = (scene.by.user, scene.client.id);
    let expected =
        Event::ApiClientCreated { user: Some(user), project: None, api_client: id, grants: BTreeMap::new() };
    assert_eq!(scene.last(), expected);
    let entry = scene.team.world.store.trail().pop().unwrap();
    assert_eq!((entry.actor, entry.person, entry.project), (Some(user), Some(user), None));
    assert_eq!(entry.target.unwrap().id(), id.uuid());
}

#[tokio::test]
async fn a_client_is_there_for_its_owner_only() {
    let scene = Scene::new(new()).await;
    let (clients, id) = (&scene.team.world.cases.api_clients, scene.client.id);
    let by = World::actor(scene.team.owner.user);
    let change = ApiClientChange { revoked: Some(true), ..ApiClientChange::default() };
    assert_eq!(code(clients.find(by.user, id).await), "NOT_FOUND");
    assert_eq!(code(clients.update(&by, id, &change).await), "NOT_FOUND");
    assert_eq!(code(clients.rotate(&by, id, Duration::ZERO).await), "NOT_FOUND");
    assert_eq!(code(clients.delete(&by, id).await), "NOT_FOUND");
    assert!(clients.list(by.user, first(10)).await.unwrap().items.is_empty());
    assert!(scene.is_good(&scene.token).await);
}

#[tokio::test]
async fn only_members_grant_and_only_what_is_there() {
    let scene = Scene::new(new()).await;
    let (clients, stranger) = (&scene.team.world.cases.api_clients, World::actor(scene.team.stranger));
    let open = scene.team.world.project(scene.team.owner.user, "Open", true).await.unwrap();
    for (by, project) in [(&stranger, &scene.team.project), (&stranger, &open), (&scene.by, &open)] {
        let new = NewApiClient { grants: granting(project, AssignableRole::Member), ..new() };
        assert_eq!(code(clients.create(by, &new).await), "NOT_PROJECT_MEMBER");
    }
    let change = |grants| ApiClientChange { grants: Some(grants), ..ApiClientChange::default() };
    assert_eq!(
        scene.change(change(granting(&open, AssignableRole::Member))).await,
        Err("NOT_PROJECT_MEMBER")
    );
    let unknown = Grant { role: AssignableRole::Member, permissions: keys(["unknown"]) };
    let unknown = BTreeMap::from([(scene.team.project.id, unknown)]);
    assert_eq!(scene.change(change(unknown.clone())).await, Err("PERMISSION_NOT_FOUND"));
    let new = NewApiClient { grants: unknown, ..new() };
    assert_eq!(code(clients.create(&scene.by, &new).await), "PERMISSION_NOT_FOUND");
}

/// A list that was read is good to be sent back, though its owner has left one of the projects.
#[tokio::test]
async fn what_was_granted_may_be_granted_again() {
    let scene = Scene::new(new()).await;
    let grants = granting(&scene.team.project, AssignableRole::Admin);
    let change = |grants| ApiClientChange { grants: Some(grants), ..ApiClientChange::default() };
    assert_eq!(scene.change(change(grants.clone())).await.unwrap().grants, grants);
    let slug = &scene.team.project.slug;
    scene.team.world.cases.members.leave(slug, &scene.by).await.unwrap();
    let grants = granting(&scene.team.project, AssignableRole::Member);
    assert_eq!(scene.change(change(grants.clone())).await.unwrap().grants, grants);
    assert!(scene.change(change(Grants::new())).await.is_ok());
    assert_eq!(scene.change(change(grants)).await, Err("NOT_PROJECT_MEMBER"));
}

#[tokio::test]
async fn a_change_changes_what_it_names_and_is_kept() {
    let scene =
        Scene::new(NewApiClient { description: Description::parse("for graphs").ok(), ..new() }).await;
    let renamed =
        ApiClientChange { name: ApiClientName::parse("renamed").ok(), ..ApiClientChange::default() };
    let changed = scene.change(renamed.clone()).await.unwrap();
    let expected = ApiClient {
        name: ApiClientName::parse("renamed").unwrap(),
        updated_at: changed.updated_at,
        ..scene.client.clone()
    };
    assert_eq!(changed, expected);
    assert!(changed.updated_at > scene.client.updated_at);
    let told = scene.team.world.store.trail().len();
    assert_eq!(scene.change(renamed).await.unwrap(), changed, "nothing changes");
    assert_eq!(scene.team.world.store.trail().len(), told);
    let cleared = ApiClientChange { description: Change::Clear, ..ApiClientChange::default() };
    assert_eq!(scene.change(cleared).await.unwrap().description, None);
    let Event::ApiClientChanged { fields, .. } = scene.last() else { panic!("{:?}", scene.last()) };
    assert_eq!(fields, [ApiClientField::Description]);
}

#[tokio::test]
async fn what_is_revoked_stays_so() {
    let scene = Scene::new(new()).await;
    let revoked = |revoked| ApiClientChange { revoked: Some(revoked), ..ApiClientChange::default() };
    assert_eq!(scene.change(revoked(false)).await.unwrap(), scene.client, "it is not revoked");
    let now = scene.change(revoked(true)).await.unwrap();
    assert!(now.revoked_at.is_some() && !scene.is_good(&scene.token).await);
    scene.team.world.clock.advance(MINUTE);
    assert_eq!(scene.change(revoked(true)).await.unwrap(), now, "it is revoked since then");
    assert_eq!(scene.change(revoked(false)).await, Err("API_CLIENT_REVOKED"));
    assert_eq!(scene.rotate(MINUTE).await.unwrap_err(), "ENDED");
    let later =
        ApiClientChange { expires_at: Change::Set(scene.now() + MINUTE), ..ApiClientChange::default() };
    assert!(scene.change(later).await.is_ok() && !scene.is_good(&scene.token).await);
}

#[tokio::test]
async fn a_client_ends_when_its_time_is_over_and_not_before() {
    let world = World::default();
    let soon = world.environment.ambient.now() + MINUTE;
    let scene = Scene::new(NewApiClient { expires_at: Some(soon), ..new() }).await;
    let expires = |at| ApiClientChange { expires_at: at, ..ApiClientChange::default() };
    let clock = &scene.team.world.clock;
    clock.advance(soon.since(scene.now()) - Duration::from_micros(1));
    assert!(scene.is_good(&scene.token).await);
    clock.advance(Duration::from_micros(1));
    assert!(!scene.is_good(&scene.token).await);
    assert_eq!(scene.rotate(Duration::ZERO).await.unwrap_err(), "ENDED");
    assert_eq!(
        scene.change(expires(Change::Set(scene.now()))).await.unwrap().expires_at,
        Some(soon),
        "as it was"
    );
    assert_eq!(
        scene.change(expires(Change::Set(scene.now() - MINUTE))).await,
        Err("EXPIRES_AT"),
        "the past is past"
    );
    scene.change(expires(Change::Set(scene.now() + MINUTE))).await.unwrap();
    assert!(scene.is_good(&scene.token).await);
    scene.change(expires(Change::Clear)).await.unwrap();
    clock.advance(MINUTE * 1_000_000);
    assert!(scene.is_good(&scene.token).await);
    let late = NewApiClient { expires_at: Some(scene.now()), ..new() };
    assert_eq!(code(scene.team.world.cases.api_clients.create(&scene.by, &late).await), "EXPIRES_AT");
}

#[tokio::test]
async fn a_new_token_ends_the_old_one_unless_it_is_to_overlap() {
    let scene = Scene::new(new()).await;
    let second = scene.rotate(Duration::ZERO).await.unwrap();
    assert!(!scene.is_good(&scene.token).await && scene.is_good(&second).await);
    let third = scene.rotate(MINUTE).await.unwrap();
    assert!(scene.is_good(&second).await && scene.is_good(&third).await);
    let Event::ApiClientRotated { overlap_seconds, .. } = scene.last() else { panic!("{:?}", scene.last()) };
    assert_eq!(overlap_seconds, 60);
    scene.team.world.clock.advance(MINUTE + Duration::from_millis(1));
    assert!(!scene.is_good(&second).await && scene.is_good(&third).await);
    let fourth = scene.rotate(MINUTE * 1_000_000).await.unwrap();
    scene.team.world.clock.advance(ApiClient::LONGEST_OVERLAP + MINUTE);
    assert!(!scene.is_good(&third).await && scene.is_good(&fourth).await, "a week at most");
}

#[tokio::test]
async fn a_removed_client_is_gone() {
    let scene = Scene::new(new()).await;
    scene.team.world.cases.api_clients.delete(&scene.by, scene.client.id).await.unwrap();
    assert!(!scene.is_good(&scene.token).await);
    let (user, id) = (scene.by.user, scene.client.id);
    let expected = Event::ApiClientDeleted { user: Some(user), project: None, api_client: id };
    assert_eq!(scene.last(), expected);
}

#[tokio::test]
async fn nothing_else_opens() {
    let scene = Scene::new(new()).await;
    let guess = ApiClientToken::generate(&hitkey_kernel::testkit::CountingRandom::default());
    for text in ["", "hk_live_", "hitkey_x", guess.expose(), &scene.token.expose()[..56]] {
        let found = scene.team.world.cases.api_clients.authenticate(text).await;
        assert_eq!(code(found), "UNAUTHENTICATED", "{text}");
    }
}

#[tokio::test]
async fn a_use_is_noted_to_the_minute() {
    let scene = Scene::new(new()).await;
    let clients = &scene.team.world.cases.api_clients;
    let used = async || clients.find(scene.by.user, scene.client.id).await.unwrap().last_used_at;
    let noon = scene.now();
    clients.note_use(scene.client.id).await.unwrap();
    scene.team.world.clock.advance(MINUTE / 2);
    clients.note_use(scene.client.id).await.unwrap();
    assert_eq!(used().await, Some(noon));
    scene.team.world.clock.advance(MINUTE / 2);
    clients.note_use(scene.client.id).await.unwrap();
    assert_eq!(used().await, Some(noon + MINUTE));
    clients.note_use(ApiClientId::from_uuid(scene.by.user.uuid())).await.unwrap();
}
