//! Clients are told, server to server, that somebody signed out.

use crate::support::{DAY, HOUR, read_jwt};
use async_trait::async_trait;
use hitkey_kernel::Ambient;
use hitkey_oauth::ports::{FormPosts, OutboundError};
use hitkey_oauth::service::{ClientChanges, LogoutChanges, ProviderPorts};
use hitkey_oauth::testkit::fixtures::{App, World, actor};
use hitkey_oauth::{LogoutError, LogoutParams, OutboundUrl, SignedInPerson};
use serde_json::json;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const TOLD: &str = "https://app.example.org/told";

/// A client's server: answers as it is told to, and remembers what it got.
#[derive(Default)]
struct Receiver {
    failures: Mutex<VecDeque<OutboundError>>,
    got: Mutex<Vec<String>>,
}

#[async_trait]
impl FormPosts for Receiver {
    async fn post(&self, url: &OutboundUrl, fields: &[(&str, &str)]) -> Result<(), OutboundError> {
        assert_eq!((url.as_str(), fields.len(), fields[0].0), (TOLD, 1, "logout_token"));
        self.got.lock().unwrap().push(fields[0].1.to_owned());
        self.failures.lock().unwrap().pop_front().map_or(Ok(()), Err)
    }
}

impl Receiver {
    fn got(&self) -> Vec<String> {
        std::mem::take(&mut *self.got.lock().unwrap())
    }
}

struct Scene {
    world: World,
    receiver: Arc<Receiver>,
    app: App,
    ann: SignedInPerson,
}

/// Ann is signed in to an app that wants to hear.
async fn scene(failures: impl IntoIterator<Item = OutboundError>) -> Scene {
    let receiver = Arc::new(Receiver::default());
    receiver.failures.lock().unwrap().extend(failures);
    let form_posts = receiver.clone();
    let world = World::with(|ports| ProviderPorts { form_posts, ..ports }).await;
    let app = world.client("client_secret_basic").await;
    listen(&world, &app, TOLD).await;
    let ann = world.person();
    world.tokens(&app, &ann, "openid").await;
    Scene { world, receiver, app, ann }
}

async fn listen(world: &World, app: &App, uri: &str) {
    let logout = LogoutChanges { backchannel_logout_uri: Some(uri.into()), ..LogoutChanges::default() };
    let changes = ClientChanges { logout, ..ClientChanges::default() };
    let (owner, id) = (app.owner, app.created.client.id);
    world.provider.clients.update(owner, &actor(owner), id, &changes).await.unwrap();
}

impl Scene {
    fn sign_out(&self) {
        self.world.store.end_session(self.ann.session, self.ambient().now());
    }

    fn ambient(&self) -> &Ambient {
        &self.world.ambient
    }

    /// Runs a batch after `pause`. Gives what the client got.
    async fn after(&self, pause: Duration) -> Vec<String> {
        self.world.clock.advance(pause);
        self.world.provider.back_channel.run_batch().await.unwrap();
        self.receiver.got()
    }
}

#[tokio::test]
async fn a_logout_token_says_who_signed_out_of_which_session_and_nothing_else() {
    let scene = scene([]).await;
    assert!(scene.after(Duration::ZERO).await.is_empty(), "nobody signed out yet");
    scene.sign_out();
    let got = scene.after(Duration::ZERO).await;
    let (header, claims) = read_jwt(&got[0]);
    assert_eq!((&header["typ"], &header["alg"]), (&json!("logout+jwt"), &json!("RS256")));
    let now = scene.ambient().now().unix_seconds();
    assert_eq!(
        claims,
        json!({
            "iss": "https://id.example.org", "sub": scene.ann.user, "aud": scene.app.id(),
            "iat": now, "exp": now + 120, "jti": claims["jti"], "sid": scene.ann.session,
            "events": { "http://schemas.openid.net/event/backchannel-logout": {} },
        })
    );
    assert!(claims["jti"].as_str().unwrap().len() >= 16);
    assert!(scene.after(HOUR).await.is_empty(), "told once");
}

#[tokio::test]
async fn a_logout_token_is_signed_by_a_published_key_and_is_no_id_token() {
    let scene = scene([]).await;
    scene.sign_out();
    let token = scene.after(Duration::ZERO).await.remove(0);
    let (header, _) = read_jwt(&token);
    let jwks: serde_json::Value = serde_json::from_slice(&scene.world.provider.keyring.jwks()).unwrap();
    let mut keys = jwks["keys"].as_array().unwrap().iter();
    assert!(keys.any(|key| key["kid"] == header["kid"] && key["alg"] == header["alg"]));
    let params = LogoutParams::from_pairs([("id_token_hint", &*token)]);
    let refused = scene.world.provider.end_session.check(&params).await;
    assert!(matches!(refused, Err(LogoutError::HintForged)), "taken for an id_token");
    assert!(scene.world.provider.access_tokens.verify(&token).is_err(), "taken for an access token");
}

#[tokio::test]
async fn a_client_that_fails_is_told_again_with_a_fresh_token() {
    let scene = scene([OutboundError::Status(503), OutboundError::TimedOut]).await;
    scene.sign_out();
    let mut ids = Vec::new();
    for (pause, tries) in [(0, 1), (3, 0), (4, 1), (7, 0), (6, 1), (3_600, 0)] {
        let got = scene.after(Duration::from_secs(pause)).await;
        assert_eq!(got.len(), tries, "after {pause} more");
        ids.extend(got.iter().map(|token| read_jwt(token).1["jti"].clone()));
    }
    ids.dedup();
    assert_eq!(ids.len(), 3, "each attempt has its own token");
}

#[tokio::test]
async fn a_client_that_cannot_be_told_is_given_up_after_a_day() {
    let failures = (0..100).map(|_| OutboundError::Status(400));
    let scene = scene(failures).await;
    scene.sign_out();
    let mut tries = 0;
    for _ in 0..48 {
        tries += scene.after(HOUR).await.len();
    }
    assert!((20..=25).contains(&tries), "{tries}");
    assert!(scene.after(DAY).await.is_empty());
}

#[tokio::test]
async fn an_address_that_may_not_be_reached_is_given_up_at_once() {
    let scene = scene([OutboundError::Forbidden]).await;
    scene.sign_out();
    assert_eq!(scene.after(Duration::ZERO).await.len(), 1);
    assert!(scene.after(DAY).await.is_empty());
}

#[tokio::test]
async fn who_died_in_the_middle_leaves_it_to_others() {
    let scene = scene([]).await;
    scene.sign_out();
    let taken = hitkey_oauth::ports::LogoutNotices::claim_due(
        &*scene.world.store,
        10,
        scene.ambient().now(),
        Duration::from_secs(120),
    );
    assert_eq!(taken.await.unwrap().len(), 1);
    assert!(scene.after(Duration::from_secs(119)).await.is_empty());
    assert_eq!(scene.after(Duration::from_secs(1)).await.len(), 1);
}

#[tokio::test]
async fn who_does_not_want_to_hear_any_more_or_is_gone_is_left_in_peace() {
    let scene = scene([]).await;
    let bea = scene.world.person();
    scene.world.tokens(&scene.app, &bea, "openid").await;
    scene.sign_out();
    listen(&scene.world, &scene.app, "").await;
    assert!(scene.after(Duration::ZERO).await.is_empty());
    listen(&scene.world, &scene.app, TOLD).await;
    scene.world.store.end_session(bea.session, scene.ambient().now());
    let (owner, id) = (scene.app.owner, scene.app.created.client.id);
    scene.world.provider.clients.delete(owner, &actor(owner), id).await.unwrap();
    assert!(scene.after(DAY).await.is_empty());
}

#[tokio::test]
async fn browsers_load_what_clients_registered_with_issuer_and_session() {
    let scene = scene([]).await;
    let frames = async || scene.world.provider.end_session.front_channel(scene.ann.session).await.unwrap();
    assert!(frames().await.is_empty());
    let uri = "https://app.example.org/out?v=1";
    let logout = LogoutChanges { frontchannel_logout_uri: Some(uri.into()), ..LogoutChanges::default() };
    let changes = ClientChanges { logout, ..ClientChanges::default() };
    let (owner, id) = (scene.app.owner, scene.app.created.client.id);
    scene.world.provider.clients.update(owner, &actor(owner), id, &changes).await.unwrap();
    let loaded = frames().await;
    let wanted = format!("{uri}&iss=https%3A%2F%2Fid.example.org&sid={}", scene.ann.session);
    assert_eq!(loaded.iter().map(|frame| frame.as_url().as_str()).collect::<Vec<_>>(), [wanted]);
}

#[tokio::test]
async fn a_frame_has_the_origin_of_a_redirect_uri() {
    let scene = scene([]).await;
    let (owner, id) = (scene.app.owner, scene.app.created.client.id);
    for (uri, good) in [
        ("https://app.example.org/out", true),
        ("https://app.example.org:443/out", true),
        ("https://evil.example/out", false),
        ("https://app.example.org:8443/out", false),
        ("http://app.example.org/out", false),
        ("javascript:alert(1)", false),
    ] {
        let logout = LogoutChanges { frontchannel_logout_uri: Some(uri.into()), ..LogoutChanges::default() };
        let changes = ClientChanges { logout, ..ClientChanges::default() };
        let changed = scene.world.provider.clients.update(owner, &actor(owner), id, &changes).await;
        assert_eq!(changed.is_ok(), good, "{uri}");
    }
}
