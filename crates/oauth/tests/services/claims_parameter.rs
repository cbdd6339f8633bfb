//! The parameter `claims` (OpenID Connect Core §5.5).

use crate::support::{broken, read_jwt};
use hitkey_oauth::service::{
    ClientChanges, KeyRegistration, NextStep, ProviderPorts, TokenAnswer, TokenChanges, TokenError,
    TokenParams,
};
use hitkey_oauth::testkit::fixtures::{App, World, actor, query_value, toy_jwks};
use hitkey_oauth::testkit::mocks::MockSubjects;
use hitkey_oauth::{
    AuthorizeError, AuthorizeParams, AuthorizeRefusal as Refusal, SignedInPerson, ValidRequest,
};
use serde_json::{Value, json};
use std::sync::Arc;

const ASKED: &str = r#"{"userinfo": {"nickname": {"essential": true}, "phone_number": null},
                         "id_token": {"email": null, "address": null, "shoe_size": null}}"#;

fn asking(app: &App, scope: &str, claims: &str) -> AuthorizeParams {
    let mut pairs = app.request(scope);
    pairs.push(("claims", claims.to_owned()));
    AuthorizeParams::from_pairs(pairs)
}

async fn checked(world: &World, params: &AuthorizeParams) -> ValidRequest {
    world.provider.authorization.check(params).await.unwrap()
}

async fn tokens(world: &World, app: &App, person: &SignedInPerson, params: &AuthorizeParams) -> TokenAnswer {
    let url = world.provider.authorization.approve_directly(params, person).await.unwrap();
    world.redeem(app, &query_value(url.as_str(), "code").unwrap()).await.unwrap()
}

async fn told(world: &World, answer: &TokenAnswer) -> Value {
    let told = world.provider.user_info.tell(answer.access_token.expose()).await.unwrap();
    serde_json::to_value(told).unwrap()
}

fn in_token(answer: &TokenAnswer) -> Value {
    read_jwt(answer.id_token.as_ref().unwrap().expose()).1
}

#[tokio::test]
async fn what_is_asked_for_is_told_where_it_was_asked_for() {
    let world = World::open().await;
    let (app, person) = (world.client("client_secret_basic").await, world.person());
    let answer = tokens(&world, &app, &person, &asking(&app, "openid", ASKED)).await;
    assert_eq!(answer.scope.to_string(), "openid", "the scopes are what they were");
    let sub = person.user.to_string();
    let expected = json!({"sub": sub, "id": sub, "nickname": "an", "phone_number": "+77011234567"});
    assert_eq!(told(&world, &answer).await, expected);
    let claims = in_token(&answer);
    assert!(claims["email"].as_str().unwrap().ends_with("@example.org"), "{claims}");
    assert_eq!(claims["address"]["country"], "KZ");
    assert_eq!((&claims["nickname"], &claims["email_verified"]), (&Value::Null, &Value::Null));
}

#[tokio::test]
async fn it_may_be_pushed() {
    let world = World::open().await;
    let (app, person) = (world.client("client_secret_basic").await, world.person());
    let params = asking(&app, "openid", ASKED);
    let nothing = TokenParams::from_pairs(Vec::<(String, String)>::new()).unwrap();
    let pushed = world.provider.pushing.push(app.authorization().as_deref(), &nothing, params).await.unwrap();
    let name = AuthorizeParams::from_pairs([
        ("client_id", app.id().as_str()),
        ("request_uri", pushed.request_uri.expose()),
        ("claims", "{}"),
    ]);
    let answer = tokens(&world, &app, &person, &name).await;
    assert_eq!(told(&world, &answer).await["phone_number"], "+77011234567");
    assert_eq!(in_token(&answer)["address"]["country"], "KZ");
}

#[tokio::test]
async fn it_may_be_signed_as_an_object_or_as_its_text() {
    let world = World::open().await;
    let keys = KeyRegistration { jwks: Some(toy_jwks(&["k1"])), ..KeyRegistration::default() };
    let app = world.signing_client(keys).await;
    let plain = checked(&world, &asking(&app, "openid", ASKED)).await;
    assert!(!plain.claims().told.is_empty());
    for claims in [serde_json::from_str(ASKED).unwrap(), Value::from(ASKED)] {
        let object = world.request_object(&app, "openid", "k1").with("claims", claims).encode();
        let carried = [("client_id", app.id()), ("request", object), ("claims", "{}".into())];
        let signed = checked(&world, &AuthorizeParams::from_pairs(carried)).await;
        assert_eq!(signed.claims(), plain.claims());
    }
}

#[tokio::test]
async fn a_refresh_honours_it_and_a_narrow_token_does_not() {
    let world = World::open().await;
    let (app, person) = (world.client("client_secret_basic").await, world.person());
    let first = tokens(&world, &app, &person, &asking(&app, "openid profile", ASKED)).await;
    let token = first.refresh_token.unwrap();
    let again = world.refresh(&app, token.expose()).await.unwrap();
    assert_eq!(in_token(&again)["address"]["country"], "KZ");
    assert_eq!(told(&world, &again).await["phone_number"], "+77011234567");
    let params = [("grant_type", "refresh_token"), ("refresh_token", token.expose()), ("scope", "profile")];
    let narrow = world.exchange(&app, &params).await.unwrap();
    assert_eq!(told(&world, &narrow).await["phone_number"], Value::Null);
}

#[tokio::test]
async fn the_person_is_asked_for_what_a_claim_tells() {
    let world = World::open().await;
    let (app, person) = (world.client("none").await, world.person());
    let authorization = &world.provider.authorization;
    let plain = checked(&world, &AuthorizeParams::from_pairs(app.request("openid"))).await;
    authorization.approve(&plain, &person).await.unwrap();
    let request = checked(&world, &asking(&app, "openid", ASKED)).await;
    assert_eq!(request.to_allow().to_string(), "openid profile email address phone");
    assert_eq!(authorization.next_step(&request, Some(&person)).await.unwrap(), NextStep::Consent);
    authorization.approve(&request, &person).await.unwrap();
    assert_eq!(authorization.next_step(&request, Some(&person)).await.unwrap(), NextStep::Approve);
}

#[tokio::test]
async fn only_the_person_it_is_about_will_do() {
    let world = World::open().await;
    let (app, ann, bob) = (world.client("none").await, world.person(), world.person());
    let authorization = &world.provider.authorization;
    let about = format!(r#"{{"id_token": {{"sub": {{"value": "{}"}}}}}}"#, ann.user);
    let params = asking(&app, "openid", &about);
    let request = checked(&world, &params).await;
    assert_eq!(authorization.next_step(&request, Some(&bob)).await.unwrap(), NextStep::SignIn);
    assert_eq!(authorization.next_step(&request, Some(&ann)).await.unwrap(), NextStep::Consent);
    match authorization.approve_directly(&params, &bob).await {
        Err(AuthorizeError::Redirected(error)) => assert_eq!(error.refusal, Refusal::LoginRequired),
        other => panic!("{other:?}"),
    }
    let mut silent = asking(&app, "openid", &about).to_query();
    silent.push_str("&prompt=none");
    let silent = checked(&world, &AuthorizeParams::from_query(&silent)).await;
    match authorization.next_step(&silent, Some(&bob)).await {
        Err(AuthorizeError::Redirected(error)) => assert_eq!(error.refusal, Refusal::LoginRequired),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn without_openid_it_means_nothing_and_what_is_none_is_refused() {
    let world = World::open().await;
    let app = world.client("none").await;
    let request = checked(&world, &asking(&app, "profile", ASKED)).await;
    assert!(request.claims().told.is_empty());
    for bad in ["x", "[]", r#"{"userinfo": 1}"#, &"[".repeat(4_000)] {
        match world.provider.authorization.check(&asking(&app, "openid", bad)).await {
            Err(AuthorizeError::Redirected(error)) => assert_eq!(error.refusal, Refusal::Malformed("claims")),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn the_person_is_read_only_when_the_id_token_tells_of_them() {
    let world = World::with(|ports| {
        let mut subjects = MockSubjects::new();
        subjects.expect_profile().returning(|_| Err(broken()));
        ProviderPorts { subjects: Arc::new(subjects), ..ports }
    })
    .await;
    let (app, person) = (world.client("none").await, world.person());
    world.tokens(&app, &person, "openid profile email").await;
    let params = asking(&app, "openid", ASKED);
    let url = world.provider.authorization.approve_directly(&params, &person).await.unwrap();
    let answer = world.redeem(&app, &query_value(url.as_str(), "code").unwrap()).await;
    assert!(matches!(answer, Err(TokenError::Store(_))), "{answer:?}");
}

#[tokio::test]
async fn a_client_is_told_no_claim_whose_scope_it_may_not_have() {
    let world = World::open().await;
    let (app, person) = (world.client("client_secret_basic").await, world.person());
    let narrow = ClientChanges {
        tokens: TokenChanges { scope: Some("openid email".into()), ..TokenChanges::default() },
        ..ClientChanges::default()
    };
    let first = tokens(&world, &app, &person, &asking(&app, "openid", ASKED)).await;
    world
        .provider
        .clients
        .update(app.owner, &actor(app.owner), app.created.client.id, &narrow)
        .await
        .unwrap();
    let request = checked(&world, &asking(&app, "openid", ASKED)).await;
    assert_eq!(request.to_allow().to_string(), "openid email");
    let later = tokens(&world, &app, &person, &asking(&app, "openid", ASKED)).await;
    let again = world.refresh(&app, first.refresh_token.unwrap().expose()).await.unwrap();
    for answer in [later, again] {
        let claims = in_token(&answer);
        assert!(claims["email"].is_string() && claims["address"].is_null(), "{claims}");
    }
}
