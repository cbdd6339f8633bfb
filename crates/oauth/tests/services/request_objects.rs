//! Requests that clients sign (RFC 9101), and everything that looks like one and is none.

use hitkey_oauth::service::{ClientChanges, KeyRegistration, RequestRegistration};
use hitkey_oauth::testkit::fixtures::{App, CALLBACK, SignedJwt, World, actor, query_value, toy_jwks};
use hitkey_oauth::{
    AuthorizeError, AuthorizeErrorCode, AuthorizeParams, AuthorizeRefusal, ShownError, ValidRequest,
};
use serde_json::{Value, json};
use std::time::Duration;

const SCOPE: &str = "openid profile";

async fn scene() -> (World, App) {
    let world = World::open().await;
    let keys = KeyRegistration { jwks: Some(toy_jwks(&["k1"])), ..KeyRegistration::default() };
    let app = world.signing_client(keys).await;
    (world, app)
}

fn carried(app: &App, object: &SignedJwt) -> AuthorizeParams {
    AuthorizeParams::from_pairs([("client_id", app.id()), ("request", object.encode())])
}

async fn check(world: &World, app: &App, object: &SignedJwt) -> Result<ValidRequest, AuthorizeError> {
    world.provider.authorization.check(&carried(app, object)).await
}

fn is_refused(outcome: &Result<ValidRequest, AuthorizeError>) -> bool {
    let refused = ShownError::RequestRefused(AuthorizeRefusal::RequestObject);
    matches!(outcome, Err(AuthorizeError::Shown(error)) if *error == refused)
}

#[tokio::test]
async fn what_the_client_signed_counts_and_what_stands_beside_it_does_not() {
    let (world, app) = scene().await;
    let object = world.request_object(&app, SCOPE, "k1").with("max_age", json!(86_400));
    let mut pairs: Vec<_> =
        [("scope", "openid email"), ("state", "other"), ("redirect_uri", "https://evil.example/")]
            .map(|(name, value)| (name, value.to_owned()))
            .into();
    pairs.extend([("client_id", app.id()), ("request", object.encode())]);
    let params = AuthorizeParams::from_pairs(pairs);
    let request = world.provider.authorization.check(&params).await.unwrap();
    assert_eq!((request.scopes().to_string().as_str(), request.redirect_uri().as_str()), (SCOPE, CALLBACK));
    let answer = world.provider.authorization.approve_directly(&params, &world.person()).await.unwrap();
    assert_eq!(query_value(answer.as_str(), "state").as_deref(), Some("af0ifjsldkj"));
}

#[tokio::test]
async fn a_request_object_that_is_not_exactly_right_is_refused() {
    let (world, app) = scene().await;
    let other = world
        .signing_client(KeyRegistration { jwks: Some(toy_jwks(&["k9"])), ..KeyRegistration::default() })
        .await;
    let now = world.ambient.now().unix_seconds();
    let good = || world.request_object(&app, SCOPE, "k1");
    let theirs = world.request_object(&app, SCOPE, "k9");
    for object in [
        theirs.clone(),
        theirs.clone().with_header("kid", json!("k1")),
        theirs.with_header("jwk", toy_jwks(&["k9"])["keys"][0].clone()),
        good().with_header("alg", json!("none")),
        good().with_header("alg", json!("HS256")),
        good().with_header("alg", json!("RSA-OAEP")).with_header("enc", json!("A256GCM")),
        good().with_header("crit", json!(["x"])),
        good().with_header("typ", json!("at+jwt")),
        good().with_header("typ", json!("client-authentication+jwt")),
        good().with("client_id", json!(other.id())),
        good().with("client_id", Value::Null),
        good().with("iss", json!(other.id())),
        good().with("iss", Value::Null),
        good().with("aud", json!("https://evil.example")),
        good().with("aud", json!(["https://id.example.org", "https://evil.example"])),
        good().with("aud", Value::Null),
        good().with("exp", Value::Null),
        good().with("exp", json!(now - 31)),
        good().with("exp", json!(now + 3_700)),
        good().with("nbf", json!(now + 60)),
        good().with("sub", json!(app.id())),
        good().with("request", json!("a.b.c")),
        good().with("request_uri", json!("urn:ietf:params:oauth:request_uri:x")),
        good().with("padding", json!("x".repeat(20_000))),
    ] {
        let outcome = check(&world, &app, &object).await;
        assert!(is_refused(&outcome), "{object:?}: {outcome:?}");
    }
    assert!(check(&world, &app, &good()).await.is_ok());
    assert_eq!(AuthorizeRefusal::RequestObject.code(), AuthorizeErrorCode::InvalidRequestObject);
}

#[tokio::test]
async fn a_client_without_keys_signs_nothing() {
    let world = World::open().await;
    let app = world.client("client_secret_jwt").await;
    assert!(is_refused(&check(&world, &app, &world.request_object(&app, SCOPE, "k1")).await));
    let by_secret = SignedJwt::by_secret(app.secret(), world.request_object(&app, SCOPE, "k1").claims);
    assert!(is_refused(&check(&world, &app, &by_secret).await));
}

#[tokio::test]
async fn the_client_is_told_where_it_is_known_where_it_is() {
    let (world, app) = scene().await;
    let object = world.request_object(&app, SCOPE, "k9").encode();
    let mut pairs = app.request(SCOPE);
    pairs.push(("request", object));
    match world.provider.authorization.check(&AuthorizeParams::from_pairs(pairs)).await {
        Err(AuthorizeError::Redirected(error)) => assert_eq!(error.refusal, AuthorizeRefusal::RequestObject),
        other => panic!("{other:?}"),
    }
    let inside = world.request_object(&app, SCOPE, "k1").with("redirect_uri", json!("https://evil.example/"));
    let outcome = check(&world, &app, &inside).await;
    assert!(
        matches!(outcome, Err(AuthorizeError::Shown(ShownError::RedirectUriUnregistered))),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn a_parameter_that_stands_inside_twice_is_refused() {
    let (world, app) = scene().await;
    let twice = world.request_object(&app, SCOPE, "k1").with("nonce", json!(["a", "b"]));
    match check(&world, &app, &twice).await {
        Err(AuthorizeError::Redirected(error)) => {
            assert_eq!(error.refusal, AuthorizeRefusal::Repeated("nonce"));
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn only_the_registered_algorithm_signs() {
    let (world, app) = scene().await;
    let requests = RequestRegistration {
        request_object_signing_alg: Some("PS256".into()),
        ..RequestRegistration::default()
    };
    let changes = ClientChanges { requests, ..ClientChanges::default() };
    let id = app.created.client.id;
    world.provider.clients.update(app.owner, &actor(app.owner), id, &changes).await.unwrap();
    assert!(is_refused(&check(&world, &app, &world.request_object(&app, SCOPE, "k1")).await));
}

#[tokio::test]
async fn a_browser_carries_a_name_and_not_the_object_and_comes_back_when_the_object_is_old() {
    let (world, app) = scene().await;
    let params = carried(&app, &world.request_object(&app, SCOPE, "k1").with("prompt", json!("login")));
    let authorization = &world.provider.authorization;
    let kept = authorization.keep_signed(&params).await.unwrap().unwrap();
    assert!(kept.get("request").is_none() && kept.get("request_uri").is_some());
    assert!(authorization.keep_signed(&kept).await.unwrap().is_none());
    assert!(authorization.check(&kept).await.is_ok());
    world.clock.advance(Duration::from_secs(600));
    assert!(authorization.check(&params).await.is_err(), "the object has expired");
    let ann = world.person();
    let request = authorization.check(&kept).await.unwrap();
    assert!(request.accepts(&ann.sign_in, world.ambient.now()));
    assert!(authorization.approve(&request, &ann).await.is_ok());
    assert!(authorization.check(&kept).await.is_err(), "one code");
}
