//! Requests that clients hand over before they send the person (RFC 9126).

use hitkey_oauth::service::{
    ClientChanges, KeyRegistration, PushError, Pushed, RequestRegistration, TokenParams, TokenRefusal,
};
use hitkey_oauth::testkit::fixtures::{App, SignedJwt, World, actor, query_value, toy_jwks};
use hitkey_oauth::{AuthorizeError, AuthorizeParams, AuthorizeRefusal, RequestUri, ShownError};
use serde_json::json;
use std::time::Duration;

const SCOPE: &str = "openid profile";

/// What the app sends, authenticated as it should be, with these parameters changed.
async fn push_with(world: &World, app: &App, changed: &[(&str, &str)]) -> Result<Pushed, PushError> {
    let mut pairs: Vec<(String, String)> =
        app.request(SCOPE).into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    for (name, value) in changed {
        pairs.retain(|(known, _)| known != name);
        pairs.push(((*name).to_owned(), (*value).to_owned()));
    }
    let credentials = TokenParams::from_pairs(pairs.clone()).unwrap();
    let params = AuthorizeParams::from_pairs(pairs);
    world.provider.pushing.push(app.authorization().as_deref(), &credentials, params).await
}

async fn push(world: &World, app: &App) -> RequestUri {
    push_with(world, app, &[]).await.unwrap().request_uri
}

fn by_name(client: &str, uri: &RequestUri) -> AuthorizeParams {
    AuthorizeParams::from_pairs([("client_id", client), ("request_uri", uri.expose())])
}

fn is_unknown(error: &AuthorizeError) -> bool {
    matches!(error, AuthorizeError::Shown(ShownError::RequestUriUnknown))
}

#[tokio::test]
async fn a_pushed_request_is_granted_as_it_was_pushed() {
    let world = World::open().await;
    let ann = world.person();
    for method in ["client_secret_basic", "none"] {
        let app = world.client(method).await;
        let pushed = push_with(&world, &app, &[]).await.unwrap();
        assert_eq!(pushed.expires_in, Duration::from_secs(90));
        // What somebody adds on the way does not count.
        let params = AuthorizeParams::from_pairs([
            ("client_id", app.id().as_str()),
            ("request_uri", pushed.request_uri.expose()),
            ("scope", "openid profile email offline_access"),
            ("state", "changed"),
        ]);
        let request = world.provider.authorization.check(&params).await.unwrap();
        assert_eq!(request.scopes().to_string(), SCOPE);
        let answer = world.provider.authorization.approve_directly(&params, &ann).await.unwrap();
        assert_eq!(query_value(answer.as_str(), "state").as_deref(), Some("af0ifjsldkj"));
        let code = query_value(answer.as_str(), "code").unwrap();
        assert_eq!(world.redeem(&app, &code).await.unwrap().scope.to_string(), SCOPE);
    }
}

#[tokio::test]
async fn a_request_uri_gives_one_code() {
    let world = World::open().await;
    let (app, ann) = (world.client("none").await, world.person());
    let params = by_name(&app.id(), &push(&world, &app).await);
    let authorization = &world.provider.authorization;
    // A person may reload the page and go through a sign-in; two tabs get one code between them.
    let tabs = [authorization.check(&params).await.unwrap(), authorization.check(&params).await.unwrap()];
    assert!(authorization.approve(&tabs[0], &ann).await.is_ok());
    assert!(is_unknown(&authorization.approve(&tabs[1], &ann).await.unwrap_err()));
    assert!(is_unknown(&authorization.check(&params).await.unwrap_err()));
}

#[tokio::test]
async fn a_request_uri_waits_ninety_seconds_and_its_person_may_take_an_hour() {
    let world = World::open().await;
    let app = world.client("none").await;
    let (slow, fast) = (push(&world, &app).await, push(&world, &app).await);
    world.clock.advance(Duration::from_secs(89));
    assert!(world.provider.authorization.check(&by_name(&app.id(), &fast)).await.is_ok());
    world.clock.advance(Duration::from_secs(1));
    assert!(is_unknown(&world.provider.authorization.check(&by_name(&app.id(), &slow)).await.unwrap_err()));
    world.clock.advance(Duration::from_secs(3_598));
    assert!(world.provider.authorization.check(&by_name(&app.id(), &fast)).await.is_ok());
    world.clock.advance(Duration::from_secs(1));
    assert!(is_unknown(&world.provider.authorization.check(&by_name(&app.id(), &fast)).await.unwrap_err()));
}

#[tokio::test]
async fn a_request_uri_is_nothing_to_another_client() {
    let world = World::open().await;
    let (app, other) = (world.client("none").await, world.client("none").await);
    let uri = push(&world, &app).await;
    let authorization = &world.provider.authorization;
    assert!(is_unknown(&authorization.check(&by_name(&other.id(), &uri)).await.unwrap_err()));
    let guessed = RequestUri::parse("urn:ietf:params:oauth:request_uri:guess");
    assert!(is_unknown(&authorization.check(&by_name(&app.id(), &guessed)).await.unwrap_err()));
    assert!(authorization.check(&by_name(&app.id(), &uri)).await.is_ok());
}

#[tokio::test]
async fn a_request_uri_that_was_not_pushed_is_not_fetched() {
    let world = World::open().await;
    let app = world.client("none").await;
    for uri in ["https://app.example.org/request.jwt", "urn:example:x", "http://169.254.169.254/"] {
        let mut pairs = app.request(SCOPE);
        pairs.push(("request_uri", uri.into()));
        let refused = world.provider.authorization.check(&AuthorizeParams::from_pairs(pairs)).await;
        match refused {
            Err(AuthorizeError::Redirected(error)) => assert_eq!(error.refusal, AuthorizeRefusal::RequestUri),
            other => panic!("{other:?}"),
        }
        assert_eq!(world.web.fetches(uri), 0);
    }
}

#[tokio::test]
async fn only_the_client_itself_pushes_its_requests() {
    let world = World::open().await;
    let (app, other) = (world.client("client_secret_basic").await, world.client("client_secret_basic").await);
    let pairs = app.request(SCOPE);
    let credentials = TokenParams::from_pairs(pairs.clone()).unwrap();
    for (header, refusal) in [
        (None, TokenRefusal::ClientUnproven { by_header: false }),
        (other.authorization(), TokenRefusal::SeveralAuthentications),
    ] {
        let params = AuthorizeParams::from_pairs(pairs.clone());
        match world.provider.pushing.push(header.as_deref(), &credentials, params).await {
            Err(PushError::Client(hitkey_oauth::service::TokenError::Refused(refused))) => {
                assert_eq!(refused, refusal);
            }
            other => panic!("{other:?}"),
        }
    }
    // Who proved itself need not say its name again.
    let nameless: Vec<_> = pairs.into_iter().filter(|(name, _)| *name != "client_id").collect();
    let credentials = TokenParams::from_pairs(nameless.clone()).unwrap();
    let params = AuthorizeParams::from_pairs(nameless);
    let pushed = world.provider.pushing.push(app.authorization().as_deref(), &credentials, params).await;
    assert!(
        world.provider.authorization.check(&by_name(&app.id(), &pushed.unwrap().request_uri)).await.is_ok()
    );
}

#[tokio::test]
async fn a_request_that_could_not_be_granted_is_refused_when_it_is_pushed() {
    let world = World::open().await;
    let app = world.client("none").await;
    for (name, value, expected) in [
        (
            "redirect_uri",
            "https://evil.example/callback",
            "this redirect_uri is not registered for the client",
        ),
        ("redirect_uri", "", "redirect_uri is missing"),
        ("response_type", "token", "only response_type=code is supported"),
        ("code_challenge_method", "plain", "only code_challenge_method=S256 is supported"),
        ("request_uri", "urn:ietf:params:oauth:request_uri:x", "request_uri is malformed"),
        ("max_age", "soon", "max_age is malformed"),
    ] {
        let refused = push_with(&world, &app, &[(name, value)]).await.unwrap_err();
        assert_eq!(refused.to_string(), expected, "{name}={value}");
    }
}

#[tokio::test]
async fn a_client_may_be_bound_to_push() {
    let world = World::open().await;
    let app = world.client("none").await;
    let requests = RequestRegistration {
        require_pushed_authorization_requests: Some(true),
        ..RequestRegistration::default()
    };
    let changes = ClientChanges { requests, ..ClientChanges::default() };
    let id = app.created.client.id;
    world.provider.clients.update(app.owner, &actor(app.owner), id, &changes).await.unwrap();
    let direct = world.provider.authorization.check(&AuthorizeParams::from_pairs(app.request(SCOPE))).await;
    match direct {
        Err(AuthorizeError::Redirected(error)) => assert_eq!(error.refusal, AuthorizeRefusal::PushRequired),
        other => panic!("{other:?}"),
    }
    let uri = push(&world, &app).await;
    assert!(world.provider.authorization.check(&by_name(&app.id(), &uri)).await.is_ok());
}

#[tokio::test]
async fn a_sign_in_answers_the_demand_for_it_that_was_pushed() {
    let world = World::open().await;
    let (app, ann) = (world.client("none").await, world.person());
    for demand in [("prompt", "login"), ("max_age", "0")] {
        world.clock.advance(Duration::from_secs(5));
        let uri = push_with(&world, &app, &[demand]).await.unwrap().request_uri;
        let params = by_name(&app.id(), &uri);
        let request = world.provider.authorization.check(&params).await.unwrap();
        assert!(!request.accepts(&ann.sign_in, world.ambient.now()), "they signed in before");
        world.clock.advance(Duration::from_secs(5));
        let afresh = world.person();
        let request = world.provider.authorization.check(&params).await.unwrap();
        assert!(request.accepts(&afresh.sign_in, world.ambient.now()), "{demand:?}");
        assert!(!request.accepts(&ann.sign_in, world.ambient.now()));
    }
}

#[tokio::test]
async fn a_signed_request_may_be_pushed() {
    let world = World::open().await;
    let keys = KeyRegistration { jwks: Some(toy_jwks(&["k1"])), ..KeyRegistration::default() };
    let app = world.signing_client(keys).await;
    let object = world.request_object(&app, SCOPE, "k1");
    let assertion = SignedJwt::by_key("k1", world.assertion_claims(&app.id(), "a")).encode();
    let pairs = [
        ("client_assertion", assertion.as_str()),
        ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
        ("request", &object.encode()),
        ("scope", "openid email"),
    ];
    let credentials = TokenParams::from_pairs(pairs).unwrap();
    let pushed = world.provider.pushing.push(None, &credentials, AuthorizeParams::from_pairs(pairs)).await;
    let params = by_name(&app.id(), &pushed.unwrap().request_uri);
    let request = world.provider.authorization.check(&params).await.unwrap();
    assert_eq!(request.scopes().to_string(), SCOPE, "what stands beside a signed request does not count");

    let forged = object.with("state", json!("other")).encode();
    let forged = format!("{}x", &forged[..forged.len() - 1]);
    let assertion = SignedJwt::by_key("k1", world.assertion_claims(&app.id(), "b")).encode();
    let pairs = [
        ("client_assertion", assertion.as_str()),
        ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
        ("request", &forged),
    ];
    let credentials = TokenParams::from_pairs(pairs).unwrap();
    let refused = world.provider.pushing.push(None, &credentials, AuthorizeParams::from_pairs(pairs)).await;
    assert!(matches!(refused, Err(PushError::Refused(AuthorizeRefusal::RequestObject))), "{refused:?}");
}
