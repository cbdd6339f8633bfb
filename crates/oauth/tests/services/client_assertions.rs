//! Clients that prove themselves by a JWT (RFC 7523), and everything that looks like one and is none.

use crate::support::refusal;
use hitkey_oauth::ports::{AssertionStore, SpendAssertion};
use hitkey_oauth::service::{KeyRegistration, ProviderPorts, TokenParams, TokenRefusal};
use hitkey_oauth::testkit::MemoryStore;
use hitkey_oauth::testkit::fixtures::{App, CALLBACK, SignedJwt, VERIFIER, World, actor, toy_jwks};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

const UNPROVEN: TokenRefusal = TokenRefusal::ClientUnproven { by_header: false };
const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const JWKS: &str = "https://app.example.org/jwks.json";

fn inline(names: &[&str]) -> KeyRegistration {
    KeyRegistration { jwks: Some(toy_jwks(names)), ..KeyRegistration::default() }
}

fn published() -> KeyRegistration {
    KeyRegistration { jwks_uri: Some(JWKS.into()), ..KeyRegistration::default() }
}

async fn present(world: &World, app: &App, more: &[(&str, &str)]) -> Result<(), TokenRefusal> {
    let code = world.code(app, &world.person(), "openid").await;
    let mut params = vec![
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ];
    params.extend(more);
    match world.provider.tokens.exchange(None, TokenParams::from_pairs(params)?).await {
        Ok(_) => Ok(()),
        failed => Err(refusal(failed)),
    }
}

async fn assert_by(world: &World, app: &App, jwt: &str) -> Result<(), TokenRefusal> {
    present(world, app, &[("client_assertion", jwt), ("client_assertion_type", JWT_BEARER)]).await
}

/// Good for `app`, signed with its toy key.
fn good(world: &World, app: &App, key: &str, jti: &str) -> SignedJwt {
    SignedJwt::by_key(key, world.assertion_claims(&app.id(), jti))
}

#[tokio::test]
async fn a_client_proves_itself_with_a_key_of_its_own() {
    let world = World::open().await;
    let app = world.signing_client(inline(&["k1", "k2"])).await;
    assert!(app.created.secret.is_none());
    let now = world.ambient.now().unix_seconds();
    let jwt = |jti| good(&world, &app, "k1", jti);
    for assertion in [
        jwt("a"),
        good(&world, &app, "k2", "b"),
        jwt("c").with_header("kid", Value::Null),
        jwt("d").with_header("typ", json!("JWT")),
        jwt("e").with_header("typ", json!("client-authentication+jwt")),
        jwt("f").with("aud", json!("https://id.example.org/oauth/token")),
        jwt("g").with("aud", json!(["https://id.example.org", "https://id.example.org/oauth/token"])),
        jwt("h").with("iat", json!(now)).with("nbf", json!(now + 10)),
        jwt("i").with("exp", json!(now + 3_600)),
        jwt("j").with("exp", json!(now as f64 - 5.5)),
    ] {
        assert_eq!(assert_by(&world, &app, &assertion.encode()).await, Ok(()), "{assertion:?}");
    }
    let id = app.id();
    let named = [
        ("client_id", id.as_str()),
        ("client_assertion", &jwt("z").encode()),
        ("client_assertion_type", JWT_BEARER),
    ];
    assert_eq!(present(&world, &app, &named).await, Ok(()));
}

#[tokio::test]
async fn an_assertion_that_is_not_exactly_right_proves_nothing() {
    let world = World::open().await;
    let app = world.signing_client(inline(&["k1"])).await;
    let other = world.signing_client(inline(&["k9"])).await;
    let now = world.ambient.now().unix_seconds();
    let jwt = || good(&world, &app, "k1", "once");
    let theirs = good(&world, &app, "k9", "once");
    for assertion in [
        theirs.clone(),
        theirs.clone().with_header("kid", json!("k1")),
        theirs.clone().with_header("jwk", toy_jwks(&["k9"])["keys"][0].clone()),
        theirs.clone().with_header("jku", json!(JWKS)),
        theirs.with_header("x5u", json!(JWKS)),
        jwt().with_header("kid", json!("../../k1")),
        jwt().with_header("kid", json!("k1' OR '1'='1")),
        jwt().with_header("crit", json!(["exp"])),
        jwt().with_header("typ", json!("at+jwt")),
        jwt().with_header("typ", json!("logout+jwt")),
        jwt().with_header("alg", json!("none")),
        jwt().with_header("alg", json!("HS256")),
        jwt().with_header("alg", json!("RS256")),
        jwt().with("iss", json!(other.id())),
        jwt().with("iss", Value::Null),
        jwt().with("sub", Value::Null),
        jwt().with("sub", json!(other.id())),
        jwt().with("sub", json!(other.id())).with("iss", json!(other.id())),
        jwt().with("sub", json!("01900000-0000-7000-8000-000000000001")),
        jwt().with("sub", json!("nonsense")),
        jwt().with("aud", json!("https://evil.example")),
        jwt().with("aud", json!(["https://id.example.org", "https://evil.example"])),
        jwt().with("aud", json!([])),
        jwt().with("aud", Value::Null),
        jwt().with("exp", Value::Null),
        jwt().with("exp", json!(now - 31)),
        jwt().with("exp", json!(now + 3_700)),
        jwt().with("exp", json!("soon")),
        jwt().with("nbf", json!(now + 60)),
        jwt().with("iat", json!(now + 60)),
        jwt().with("jti", Value::Null),
        jwt().with("jti", json!("")),
        jwt().with("jti", json!("x".repeat(257))),
        jwt().with("padding", json!("x".repeat(9_000))),
    ] {
        assert_eq!(assert_by(&world, &app, &assertion.encode()).await, Err(UNPROVEN), "{assertion:?}");
    }
    for garbage in ["x", "a.b.c", "....", &"a".repeat(100_000)] {
        assert_eq!(assert_by(&world, &app, garbage).await, Err(UNPROVEN), "{garbage:.20}");
    }
    assert_eq!(assert_by(&world, &app, &jwt().encode()).await, Ok(()), "the jti was not spent by forgeries");
}

#[tokio::test]
async fn an_assertion_works_once() {
    let world = World::open().await;
    let app = world.signing_client(inline(&["k1"])).await;
    let other = world.signing_client(inline(&["k1"])).await;
    let jwt = good(&world, &app, "k1", "same");
    assert_eq!(assert_by(&world, &app, &jwt.encode()).await, Ok(()));
    for again in [
        jwt.clone(),
        jwt.clone().with_header("kid", Value::Null),
        jwt.with("exp", json!(world.ambient.now().unix_seconds() + 90)),
    ] {
        assert_eq!(assert_by(&world, &app, &again.encode()).await, Err(UNPROVEN));
    }
    let theirs = good(&world, &other, "k1", "same");
    assert_eq!(assert_by(&world, &other, &theirs.encode()).await, Ok(()), "each client counts for itself");
}

/// Another process that used every assertion a moment before.
struct Elsewhere(Arc<MemoryStore>);

#[async_trait::async_trait]
impl AssertionStore for Elsewhere {
    async fn spend(&self, command: SpendAssertion) -> Result<bool, hitkey_kernel::StoreError> {
        self.0.spend(command).await?;
        self.0.spend(command).await
    }
}

#[tokio::test]
async fn the_store_has_the_last_word() {
    let elsewhere = Arc::new(Elsewhere(Arc::new(MemoryStore::default())));
    let world = World::with(|ports| ProviderPorts { assertions: elsewhere, ..ports }).await;
    let app = world.signing_client(inline(&["k1"])).await;
    assert_eq!(assert_by(&world, &app, &good(&world, &app, "k1", "a").encode()).await, Err(UNPROVEN));
}

#[tokio::test]
async fn a_client_proves_itself_with_its_secret_and_never_sends_it() {
    let world = World::open().await;
    let (app, plain) = (world.client("client_secret_jwt").await, world.client("client_secret_basic").await);
    let secret = app.secret();
    assert!(secret.len() >= 64, "long enough for HS512");
    let jwt = |jti| SignedJwt::by_secret(secret, world.assertion_claims(&app.id(), jti));
    for (jti, alg) in [("a", "HS256"), ("b", "HS384"), ("c", "HS512")] {
        let jwt = jwt(jti).with_header("alg", json!(alg)).encode();
        assert_eq!(assert_by(&world, &app, &jwt).await, Ok(()), "{alg}");
    }
    for alg in ["RS256", "ES256", "none"] {
        let jwt = jwt("d").with_header("alg", json!(alg)).encode();
        assert_eq!(assert_by(&world, &app, &jwt).await, Err(UNPROVEN), "{alg}");
    }
    let (id, stranger) = (app.id(), SignedJwt::by_secret("wrong", world.assertion_claims(&app.id(), "e")));
    assert_eq!(assert_by(&world, &app, &stranger.encode()).await, Err(UNPROVEN));
    let sent = [("client_id", id.as_str()), ("client_secret", secret)];
    assert_eq!(present(&world, &app, &sent).await, Err(UNPROVEN), "a secret that signs is not sent");
    let not_registered = SignedJwt::by_secret(plain.secret(), world.assertion_claims(&plain.id(), "f"));
    assert_eq!(assert_by(&world, &plain, &not_registered.encode()).await, Err(UNPROVEN));

    let clients = &world.provider.clients;
    let (_, new) = clients.rotate_secret(app.owner, &actor(app.owner), app.created.client.id).await.unwrap();
    assert_eq!(assert_by(&world, &app, &jwt("g").encode()).await, Err(UNPROVEN), "the old secret is dead");
    let renewed = SignedJwt::by_secret(new.expose(), world.assertion_claims(&app.id(), "h"));
    assert_eq!(assert_by(&world, &app, &renewed.encode()).await, Ok(()));
}

#[tokio::test]
async fn a_public_key_is_no_secret_and_a_secret_no_key() {
    let world = World::open().await;
    let app = world.signing_client(inline(&["k1"])).await;
    let claims = world.assertion_claims(&app.id(), "a");
    // The old trick: HMAC with the public key, which everybody has, as its secret.
    for secret in [toy_jwks(&["k1"])["keys"][0].to_string(), hitkey_oauth::testkit::fixtures::toy_key("k1")] {
        let forged = SignedJwt::by_secret(&secret, claims.clone());
        assert_eq!(assert_by(&world, &app, &forged.encode()).await, Err(UNPROVEN));
        let named = forged.with_header("kid", json!("k1"));
        assert_eq!(assert_by(&world, &app, &named.encode()).await, Err(UNPROVEN));
    }
}

#[tokio::test]
async fn the_registered_algorithm_is_the_only_one() {
    let world = World::open().await;
    let alg = Some("RS256".into());
    let strict = KeyRegistration { token_endpoint_auth_signing_alg: alg, ..inline(&["k1"]) };
    let app = world.signing_client(strict).await;
    assert_eq!(assert_by(&world, &app, &good(&world, &app, "k1", "a").encode()).await, Err(UNPROVEN));
}

#[tokio::test]
async fn two_ways_at_once_are_refused() {
    let world = World::open().await;
    let app = world.signing_client(inline(&["k1"])).await;
    let (id, jwt) = (app.id(), good(&world, &app, "k1", "a").encode());
    let assertion = [("client_assertion", jwt.as_str()), ("client_assertion_type", JWT_BEARER)];
    for (more, expected) in [
        (vec![("client_secret", "any")], TokenRefusal::SeveralAuthentications),
        (vec![("client_id", "01900000-0000-7000-8000-000000000001")], UNPROVEN),
    ] {
        let more = [&assertion[..], &more].concat();
        assert_eq!(present(&world, &app, &more).await, Err(expected));
    }
    let pairs = [&assertion[..], &[("grant_type", "refresh_token")]].concat();
    let params = TokenParams::from_pairs(pairs).unwrap();
    let header = Some("Basic YTpi");
    let refused = refusal(world.provider.tokens.exchange(header, params).await);
    assert_eq!(refused, TokenRefusal::SeveralAuthentications);
    for (params, expected) in [
        (vec![("client_assertion", jwt.as_str())], TokenRefusal::Missing("client_assertion_type")),
        (vec![("client_assertion_type", JWT_BEARER)], TokenRefusal::Missing("client_assertion")),
        (vec![("client_assertion", jwt.as_str()), ("client_assertion_type", "urn:x")], UNPROVEN),
        (vec![("client_id", id.as_str())], UNPROVEN),
        (vec![("client_id", id.as_str()), ("client_secret", "any")], UNPROVEN),
    ] {
        assert_eq!(present(&world, &app, &params).await, Err(expected), "{params:?}");
    }
}

#[tokio::test]
async fn published_keys_are_asked_for_once_and_anew_when_a_key_is_unknown() {
    let world = World::open().await;
    world.web.publish(JWKS, toy_jwks(&["old"]).to_string());
    let app = world.signing_client(published()).await;
    let assert_key =
        async |key: &str, jti: &str| assert_by(&world, &app, &good(&world, &app, key, jti).encode()).await;
    for jti in ["a", "b", "c"] {
        assert_eq!(assert_key("old", jti).await, Ok(()));
    }
    assert_eq!(world.web.fetches(JWKS), 1);

    world.web.publish(JWKS, toy_jwks(&["old", "new"]).to_string());
    for jti in ["d", "e", "f"] {
        assert_eq!(assert_key("new", jti).await, Err(UNPROVEN), "asked a moment ago");
    }
    assert_eq!(world.web.fetches(JWKS), 1, "an unknown kid does not make us ask again and again");
    world.clock.advance(Duration::from_secs(30));
    assert_eq!(assert_key("new", "g").await, Ok(()), "the key was rolled");
    assert_eq!(world.web.fetches(JWKS), 2);

    world.web.publish(JWKS, toy_jwks(&["new"]).to_string());
    world.clock.advance(Duration::from_secs(600));
    assert_eq!(
        assert_key("old", "h").await,
        Err(UNPROVEN),
        "a key that was taken back is not trusted for ever"
    );
    assert_eq!(assert_key("new", "i").await, Ok(()));
}

#[tokio::test]
async fn keys_that_nobody_publishes_any_more_are_not_trusted_for_ever() {
    let world = World::open().await;
    world.web.publish(JWKS, toy_jwks(&["k1"]).to_string());
    let app = world.signing_client(published()).await;
    let assert_now = async |jti: &str| assert_by(&world, &app, &good(&world, &app, "k1", jti).encode()).await;
    assert_eq!(assert_now("a").await, Ok(()));
    world.web.withdraw(JWKS);
    world.clock.advance(Duration::from_secs(1_800));
    assert_eq!(assert_now("b").await, Ok(()), "a server that is down for a while locks nobody out");
    world.clock.advance(Duration::from_secs(1_800));
    assert_eq!(assert_now("c").await, Err(UNPROVEN));
}

#[tokio::test]
async fn what_is_no_jwks_makes_nobody_known() {
    let world = World::open().await;
    let app = world.signing_client(published()).await;
    let private = toy_jwks(&["k1"]).to_string().replacen("\"kty\"", "\"d\":\"x\",\"kty\"", 1);
    let bomb = toy_jwks(&["k1"; 65]).to_string();
    for document in ["", "<html>", "{\"keys\":1}", &private, &bomb, &"[".repeat(60_000)] {
        world.web.publish(JWKS, document);
        world.clock.advance(Duration::from_secs(60));
        let jwt = good(&world, &app, "k1", "a").encode();
        assert_eq!(assert_by(&world, &app, &jwt).await, Err(UNPROVEN), "{document:.60}");
    }
    assert_eq!(world.web.fetches(JWKS), 6);
}
