//! What a request says about its person beforehand (OpenID Connect Core §3.1.2.1).

use crate::support::{DAY, HOUR, refused};
use data_encoding::BASE64URL_NOPAD;
use hitkey_kernel::Language;
use hitkey_oauth::service::{KeyRegistration, NextStep, PushError, TokenParams};
use hitkey_oauth::testkit::fixtures::{App, World, toy_jwks};
use hitkey_oauth::{
    AuthorizeErrorCode as Code, AuthorizeParams, AuthorizeRefusal as Refusal, SignedInPerson, ValidRequest,
};
use serde_json::json;

fn asking(app: &App, extra: &[(&'static str, &str)]) -> AuthorizeParams {
    let extra = extra.iter().map(|(name, value)| (*name, (*value).to_owned()));
    AuthorizeParams::from_pairs(app.request("openid").into_iter().chain(extra))
}

async fn checked(world: &World, params: &AuthorizeParams) -> ValidRequest {
    world.provider.authorization.check(params).await.unwrap()
}

async fn id_token(world: &World, app: &App, person: &SignedInPerson) -> String {
    world.tokens(app, person, "openid").await.id_token.unwrap().expose().to_owned()
}

#[tokio::test]
async fn they_are_heard_in_the_query_pushed_and_signed() {
    let world = World::open().await;
    let keys = KeyRegistration { jwks: Some(toy_jwks(&["k1"])), ..KeyRegistration::default() };
    let (app, secretive) = (world.signing_client(keys).await, world.client("client_secret_basic").await);
    let hints = [("login_hint", "ann@example.org"), ("ui_locales", "fr kk ru"), ("display", "popup")];

    let nothing = TokenParams::from_pairs(Vec::<(String, String)>::new()).unwrap();
    let authorization = secretive.authorization();
    let params = asking(&secretive, &hints);
    let pushed = world.provider.pushing.push(authorization.as_deref(), &nothing, params).await.unwrap();
    let by_name = [("client_id", secretive.id()), ("request_uri", pushed.request_uri.expose().to_owned())];
    let object = world.request_object(&app, "openid", "k1");
    let object = object.with("login_hint", json!("ann@example.org")).with("ui_locales", json!("fr kk ru"));
    let signed = [("client_id", app.id()), ("request", object.encode()), ("login_hint", "bob".to_owned())];
    for params in
        [asking(&app, &hints), AuthorizeParams::from_pairs(by_name), AuthorizeParams::from_pairs(signed)]
    {
        let request = checked(&world, &params).await;
        assert_eq!(request.hints().login(), Some("ann@example.org"));
        assert_eq!(request.hints().language(), Some(Language::Kk));
    }
}

#[tokio::test]
async fn what_makes_no_sense_is_not_heard_and_what_is_said_twice_refused() {
    let world = World::open().await;
    let app = world.client("none").await;
    let odd =
        [("login_hint", "\u{0}"), ("ui_locales", "tlh"), ("display", "hologram"), ("claims_locales", "x")];
    let request = checked(&world, &asking(&app, &odd)).await;
    assert_eq!((request.hints().login(), request.hints().language()), (None, None));
    for (name, value) in odd {
        let twice = asking(&app, &[(name, value), (name, value)]);
        assert_eq!(refused(world.provider.authorization.check(&twice).await), Refusal::Repeated(name));
    }
}

#[tokio::test]
async fn an_id_token_asks_for_its_person_and_for_nobody_else() {
    let world = World::open().await;
    let (app, ann, bob) = (world.client("client_secret_basic").await, world.person(), world.person());
    let token = id_token(&world, &app, &ann).await;
    let authorization = &world.provider.authorization;
    let request = checked(&world, &asking(&app, &[("id_token_hint", &token)])).await;
    let elsewhere = SignedInPerson { session: bob.session, ..ann.clone() };
    for (person, step) in [
        (Some(&ann), NextStep::Approve),
        (Some(&elsewhere), NextStep::Approve),
        (Some(&bob), NextStep::SignIn),
        (None, NextStep::SignIn),
    ] {
        assert_eq!(authorization.next_step(&request, person).await.unwrap(), step);
    }
    let params = asking(&app, &[("id_token_hint", &token), ("prompt", "none")]);
    let silent = checked(&world, &params).await;
    assert_eq!(authorization.next_step(&silent, Some(&ann)).await.unwrap(), NextStep::Approve);
    for person in [Some(&bob), None] {
        assert_eq!(refused(authorization.next_step(&silent, person).await), Refusal::LoginRequired);
    }
    assert_eq!(refused(authorization.approve_directly(&params, &bob).await), Refusal::LoginRequired);
}

#[tokio::test]
async fn it_still_does_when_it_expired_and_when_its_key_is_gone() {
    let world = World::open().await;
    let (app, ann, bob) = (world.client("client_secret_basic").await, world.person(), world.person());
    let params = asking(&app, &[("id_token_hint", &id_token(&world, &app, &ann).await)]);
    world.clock.advance(30 * DAY);
    for _ in 0..2 {
        let request = checked(&world, &params).await;
        let authorization = &world.provider.authorization;
        assert_eq!(authorization.next_step(&request, Some(&bob)).await.unwrap(), NextStep::SignIn);
        assert_eq!(authorization.next_step(&request, Some(&ann)).await.unwrap(), NextStep::Approve);
        world.provider.keyring.rotate().await.unwrap();
        world.clock.advance(3 * HOUR);
        world.provider.keyring.maintain().await.unwrap();
    }
}

/// The id_token, about somebody else.
fn about(token: &str, sub: &str) -> String {
    let mut parts: Vec<String> = token.split('.').map(str::to_owned).collect();
    let claims = BASE64URL_NOPAD.decode(parts[1].as_bytes()).unwrap();
    let mut claims: serde_json::Value = serde_json::from_slice(&claims).unwrap();
    claims["sub"] = json!(sub);
    parts[1] = BASE64URL_NOPAD.encode(claims.to_string().as_bytes());
    parts.join(".")
}

#[tokio::test]
async fn a_hint_that_is_no_id_token_of_this_client_is_refused() {
    let world = World::open().await;
    let (app, other, ann) = (
        world.client("client_secret_basic").await,
        world.client("client_secret_basic").await,
        world.person(),
    );
    let tokens = world.tokens(&app, &ann, "openid").await;
    let token = tokens.id_token.unwrap().expose().to_owned();
    let unsigned = format!("{}.", token.rsplit_once('.').unwrap().0);
    for hint in [
        "nonsense",
        "..",
        "e30.e30.",
        &about(&token, &world.person().user.to_string()),
        &unsigned,
        &format!("{token}{}", "A".repeat(5_000)),
        tokens.access_token.expose(),
        &id_token(&world, &other, &ann).await,
    ] {
        let params = asking(&app, &[("id_token_hint", hint)]);
        let refusal = refused(world.provider.authorization.check(&params).await);
        assert_eq!((refusal, refusal.code()), (Refusal::IdTokenHint, Code::InvalidRequest), "{hint:.80}");
        let nothing = TokenParams::from_pairs(Vec::<(String, String)>::new()).unwrap();
        let pushed = world.provider.pushing.push(app.authorization().as_deref(), &nothing, params).await;
        assert!(matches!(pushed, Err(PushError::Refused(Refusal::IdTokenHint))), "{hint:.80}");
    }
}
