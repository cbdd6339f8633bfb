//! The signing keys: made, agreed on, rotated, forgotten.

use crate::support::{DAY, HOUR, MINUTE, broken, read_jwt};
use hitkey_kernel::testkit::{CountingRandom, ManualClock, ambient};
use hitkey_kernel::{Ambient, Announcer, AuditEntry, OutboxEntry, OutboxId, Scribe, Sealed};
use hitkey_oauth::ports::{KeyError, KeyStore};
use hitkey_oauth::service::{
    Keyring, KeyringError, KeyringPorts, Provider, ProviderPorts, ProviderSettings, TokenError,
};
use hitkey_oauth::testkit::fixtures::{App, World};
use hitkey_oauth::testkit::mocks::{MockKeyFactory, MockKeyStore};
use hitkey_oauth::testkit::{MemoryStore, ToyKeys, ToySealer};
use hitkey_oauth::{Event, Issuer, KeySchedule, SigningAlg};
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;

/// Another process on the same store, with randomness of its own.
fn ports(store: &Arc<MemoryStore>, keys: &Arc<ToyKeys>) -> KeyringPorts {
    KeyringPorts {
        store: store.clone(),
        factory: keys.clone(),
        sealer: Arc::new(ToySealer::default()),
        scribe: Scribe::new(ambient()),
    }
}

/// One key per algorithm.
const KINDS: usize = SigningAlg::ALL.len();

async fn open(ports: KeyringPorts, ambient: Ambient) -> Result<Keyring, KeyringError> {
    Keyring::open(ports, KeySchedule::default(), ambient).await
}

fn published(keyring: &Keyring) -> Vec<String> {
    let jwks: Value = serde_json::from_slice(&keyring.jwks()).unwrap();
    let keys = jwks["keys"].as_array().unwrap();
    keys.iter().map(|key| key["kid"].as_str().unwrap().to_owned()).collect()
}

/// What the audit log has of keys.
fn told(store: &MemoryStore) -> Vec<Event> {
    store.trail().iter().map(|entry| entry.event().unwrap()).collect()
}

async fn signing_kid(world: &World, app: &App) -> String {
    let token = world.tokens(app, &world.person(), "openid").await.access_token;
    assert!(world.provider.user_info.tell(token.expose()).await.is_ok());
    read_jwt(token.expose()).0["kid"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_first_start_makes_a_key_of_each_kind_and_shows_no_private_half() {
    let world = World::open().await;
    let jwks: Value = serde_json::from_slice(&world.provider.keyring.jwks()).unwrap();
    let keys = jwks["keys"].as_array().unwrap();
    assert_eq!(keys.iter().map(|key| &key["alg"]).collect::<Vec<_>>(), ["ES256", "EdDSA", "PS256", "RS256"]);
    for key in keys {
        let mut members: Vec<_> = key.as_object().unwrap().keys().map(String::as_str).collect();
        members.sort_unstable();
        assert_eq!(members, ["alg", "kid", "kty", "use", "x"]);
        assert_eq!(key["use"], "sig");
    }
}

#[tokio::test]
async fn a_second_process_takes_the_keys_that_are_there() {
    let world = World::open().await;
    let second = open(ports(&world.store, &world.keys), world.ambient.clone()).await.unwrap();
    assert_eq!(second.jwks(), world.provider.keyring.jwks());
}

#[tokio::test(flavor = "multi_thread")]
async fn sixteen_processes_that_start_at_once_agree() {
    let (store, keys) = (Arc::new(MemoryStore::default()), Arc::new(ToyKeys::default()));
    let random = Arc::new(CountingRandom::default());
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..16 {
        let ambient = Ambient::new(Arc::new(ManualClock::default()), random.clone());
        tasks.spawn(open(ports(&store, &keys), ambient));
    }
    let rings: Vec<_> = tasks.join_all().await.into_iter().map(Result::unwrap).collect();
    assert_eq!(published(&rings[0]).len(), KINDS);
    assert!(rings.iter().all(|ring| ring.jwks() == rings[0].jwks()));
    assert_eq!(told(&store).len(), KINDS, "the winners are told of");
}

#[tokio::test]
async fn signers_are_built_once_and_no_store_is_asked_for_the_jwks() {
    let world = World::open().await;
    assert_eq!(world.keys.built(), KINDS as u64);
    for _ in 0..3 {
        world.provider.keyring.maintain().await.unwrap();
    }
    assert_eq!(world.keys.built(), KINDS as u64);
    let jwks = world.provider.keyring.jwks();
    assert!(Arc::ptr_eq(&jwks, &world.provider.keyring.jwks()), "prebuilt");
}

#[tokio::test]
async fn an_old_key_gives_way_to_one_that_was_published_before_and_stays_until_its_tokens_are_gone() {
    let world = World::open().await;
    let (app, keyring) = (world.client("client_secret_basic").await, &world.provider.keyring);
    let old = signing_kid(&world, &app).await;
    world.clock.advance(90 * DAY - Duration::from_secs(1));
    keyring.maintain().await.unwrap();
    assert_eq!(published(keyring).len(), KINDS, "not before its time");

    world.clock.advance(Duration::from_secs(1));
    keyring.maintain().await.unwrap();
    assert_eq!(published(keyring).len(), 2 * KINDS, "the successors are published");
    world.clock.advance(HOUR - Duration::from_secs(1));
    assert_eq!(signing_kid(&world, &app).await, old, "and do not sign yet");
    let last = world.tokens(&app, &world.person(), "openid").await.access_token;

    world.clock.advance(Duration::from_secs(1));
    let new = signing_kid(&world, &app).await;
    assert_ne!(new, old);
    world.clock.advance(HOUR - Duration::from_secs(2));
    keyring.maintain().await.unwrap();
    assert!(world.provider.user_info.tell(last.expose()).await.is_ok(), "the last token is still good");
    world.clock.advance(10 * MINUTE + Duration::from_secs(2));
    keyring.maintain().await.unwrap();
    assert_eq!((published(keyring).len(), published(keyring).contains(&new)), (KINDS, true));
    assert_eq!(KeyStore::list(&*world.store).await.unwrap().len(), KINDS, "swept");
}

#[tokio::test]
async fn keys_are_rotated_by_command_once_while_a_successor_waits() {
    let world = World::open().await;
    let (app, keyring) = (world.client("client_secret_basic").await, &world.provider.keyring);
    let old = signing_kid(&world, &app).await;
    let rotated = keyring.rotate().await.unwrap();
    assert_eq!(rotated.iter().map(|key| key.alg).collect::<Vec<_>>(), SigningAlg::ALL);
    assert!(rotated.iter().all(|key| key.activates_at == world.ambient.now() + HOUR));
    assert_eq!(keyring.rotate().await.unwrap(), rotated);
    assert_eq!(published(keyring).len(), 2 * KINDS);
    assert_eq!(signing_kid(&world, &app).await, old);
    world.clock.advance(HOUR);
    let new = signing_kid(&world, &app).await;
    assert!(rotated.iter().any(|key| key.kid.as_str() == new));
}

#[tokio::test]
async fn what_happened_to_keys_is_kept_once_as_done_by_nobody() {
    let world = World::open().await;
    let created = told(&world.store);
    assert!(created.iter().all(|event| matches!(event, Event::KeyCreated { .. })), "{created:?}");
    assert_eq!(created.len(), KINDS);
    let by_command = world.provider.keyring.rotate().await.unwrap();
    let rotated = by_command.iter().map(|key| Event::KeyRotated { key: key.kid.clone(), alg: key.alg });
    let expected = [created, rotated.collect()].concat();
    world.provider.keyring.rotate().await.unwrap();
    world.provider.keyring.maintain().await.unwrap();
    assert_eq!(told(&world.store), expected);
    world.clock.advance(90 * DAY + HOUR);
    world.provider.keyring.maintain().await.unwrap();
    let by_age = told(&world.store).split_off(expected.len());
    assert_eq!(by_age.len(), KINDS);
    assert!(by_age.iter().all(|event| matches!(event, Event::KeyRotated { .. })), "{by_age:?}");
    for AuditEntry { actor, person, project, ip, .. } in world.store.trail() {
        assert_eq!((actor, person, project, ip), (None, None, None, None));
    }
}

struct Everything;

impl Announcer for Everything {
    fn announcement(&self, entry: &AuditEntry) -> Option<OutboxEntry> {
        Some(OutboxEntry {
            id: OutboxId::from_uuid(entry.id.uuid()),
            topic: format!("event.{}", entry.action),
            payload: Sealed::from_bytes(Vec::new()),
            created_at: entry.at,
        })
    }
}

#[tokio::test]
async fn subscribers_are_told_of_rotations() {
    let world = World::open().await;
    assert_eq!(world.store.outbox(), [], "nobody subscribed");
    let scribe = Scribe::new(world.ambient.clone()).announcing(Arc::new(Everything));
    let ports = KeyringPorts { scribe, ..ports(&world.store, &world.keys) };
    open(ports, world.ambient.clone()).await.unwrap().rotate().await.unwrap();
    let topics: Vec<_> = world.store.outbox().into_iter().map(|entry| entry.topic).collect();
    assert_eq!(topics, ["event.key.rotated"; KINDS]);
}

#[tokio::test]
async fn a_rotation_elsewhere_is_learned_of_before_it_matters() {
    let world = World::open().await;
    let app = world.client("client_secret_basic").await;
    let elsewhere = open(ports(&world.store, &world.keys), world.ambient.clone()).await.unwrap();
    let rotated = elsewhere.rotate().await.unwrap();
    world.provider.keyring.maintain().await.unwrap();
    assert_eq!(world.provider.keyring.jwks(), elsewhere.jwks());
    world.clock.advance(HOUR);
    let kid = signing_kid(&world, &app).await;
    assert!(rotated.iter().any(|key| key.kid.as_str() == kid));
}

#[tokio::test]
async fn a_process_whose_clock_is_behind_can_sign_with_the_first_key() {
    let world = World::open().await;
    let behind = Arc::new(ManualClock::at(world.ambient.now() - Duration::from_secs(5)));
    let ambient = Ambient::new(behind, Arc::new(CountingRandom::default()));
    let settings = ProviderSettings::new(Issuer::parse("https://id.example.org").unwrap());
    let scribe = Scribe::new(ambient.clone());
    let ports = world.store.ports(world.keys.clone(), Arc::new(ToySealer::default()), scribe);
    let provider = Provider::open(ports, settings, ambient).await.unwrap();
    let world = World { provider, ..world };
    let app = world.client("client_secret_basic").await;
    assert!(!world.tokens(&app, &world.person(), "openid").await.access_token.expose().is_empty());
}

#[tokio::test]
async fn another_server_key_is_named_as_the_reason() {
    let world = World::open().await;
    let kid = published(&world.provider.keyring).remove(0);
    let sealer = Arc::new(ToySealer::with_server_key(7));
    let ports = KeyringPorts { sealer, ..ports(&world.store, &world.keys) };
    match open(ports, world.ambient.clone()).await.err() {
        Some(KeyringError::Unseal { kid: named, .. }) => assert_eq!(named.as_str(), kid),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_store_or_factory_that_fails_is_an_error_of_its_own() {
    let world = World::open().await;
    let mut store = MockKeyStore::new();
    store.expect_list().returning(|| Err(broken()));
    let no_store = KeyringPorts { store: Arc::new(store), ..ports(&world.store, &world.keys) };
    let error = open(no_store, world.ambient.clone()).await.err();
    assert!(matches!(error, Some(KeyringError::Store(_))), "{error:?}");

    let mut factory = MockKeyFactory::new();
    factory.expect_generate().returning(|_| Err(KeyError::new("the test broke it")));
    let empty = Arc::new(MemoryStore::default());
    let no_factory = KeyringPorts { factory: Arc::new(factory), ..ports(&empty, &world.keys) };
    let error = open(no_factory, world.ambient.clone()).await.err();
    assert!(matches!(error, Some(KeyringError::Key(_))), "{error:?}");
}

#[tokio::test]
async fn when_the_store_goes_down_the_keys_in_memory_go_on() {
    let good = Arc::new(MemoryStore::default());
    let (keys, world) = (Arc::new(ToyKeys::default()), World::open().await);
    open(ports(&good, &keys), world.ambient.clone()).await.unwrap();
    let stored = KeyStore::list(&*good).await.unwrap();
    let mut store = MockKeyStore::new();
    store.expect_list().once().return_once(move || Ok(stored));
    store.expect_list().returning(|| Err(broken()));
    let flaky = KeyringPorts { store: Arc::new(store), ..ports(&good, &keys) };
    let keyring = open(flaky, world.ambient.clone()).await.unwrap();
    let before = keyring.jwks();
    assert!(keyring.maintain().await.is_err());
    assert_eq!(keyring.jwks(), before);
}

#[tokio::test]
async fn without_a_key_nothing_is_signed() {
    let world = World::with(|ports| {
        let mut store = MockKeyStore::new();
        store.expect_list().returning(|| Ok(Vec::new()));
        store.expect_install().returning(|_| Ok(false));
        ProviderPorts { keys: Arc::new(store), ..ports }
    })
    .await;
    let app = world.client("none").await;
    let code = world.code(&app, &world.person(), "openid").await;
    let result = world.redeem(&app, &code).await;
    assert!(matches!(result, Err(TokenError::Mint(_))), "{result:?}");
}
