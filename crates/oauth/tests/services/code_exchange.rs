//! `grant_type=authorization_code`.

use crate::support::{DAY, HOUR, MINUTE, broken, read_jwt, refusal};
use data_encoding::BASE64URL_NOPAD;
use hitkey_oauth::AuthorizeParams;
use hitkey_oauth::service::{
    ClientChanges, ProviderPorts, TokenError, TokenErrorCode, TokenRefusal, UserInfoError,
};
use hitkey_oauth::testkit::fixtures::{App, CALLBACK, VERIFIER, World, actor, query_value};
use hitkey_oauth::testkit::mocks::MockGrantStore;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::sync::Arc;

const OTHER_VERIFIER: &str = "another-verifier-of-at-least-43-characters-in-it";

async fn redeem_with(world: &World, app: &App, change: &[(&'static str, &str)], code: &str) -> TokenRefusal {
    let mut params = vec![
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ];
    for (name, value) in change {
        params.retain(|(key, _)| key != name);
        params.push((name, value));
    }
    refusal(world.exchange(app, &params).await)
}

#[tokio::test]
async fn a_code_buys_tokens_that_say_who_what_and_for_whom() {
    let world = World::open().await;
    let (app, person) = (world.client("client_secret_basic").await, world.person());
    world.clock.advance(MINUTE);
    let answer = world.tokens(&app, &person, "openid email admin").await;
    assert_eq!((answer.expires_in, answer.scope.to_string().as_str()), (HOUR, "openid email"));
    let now = world.ambient.now().unix_seconds();

    let (header, claims) = read_jwt(answer.access_token.expose());
    assert_eq!((&header["alg"], &header["typ"]), (&json!("ES256"), &json!("at+jwt")));
    let expected = json!({
        "iss": "https://id.example.org", "sub": person.user, "aud": app.id(), "client_id": app.id(),
        "iat": now, "exp": now + 3_600, "scope": "openid email", "sid": person.session,
        "auth_time": now - 60, "acr": "2", "amr": ["pwd", "otp", "mfa"],
        "jti": claims["jti"], "gid": claims["gid"],
    });
    assert_eq!(claims, expected);

    let (header, claims) = read_jwt(answer.id_token.unwrap().expose());
    assert_eq!((&header["alg"], &header["typ"]), (&json!("RS256"), &json!("JWT")));
    let half = &Sha256::digest(answer.access_token.expose())[..16];
    let expected = json!({
        "iss": "https://id.example.org", "sub": person.user, "aud": app.id(),
        "iat": now, "exp": now + 3_600, "auth_time": now - 60, "nonce": "n-0S6_WzA2Mj",
        "at_hash": BASE64URL_NOPAD.encode(half), "sid": person.session,
        "acr": "2", "amr": ["pwd", "otp", "mfa"],
    });
    assert_eq!(claims, expected);
}

#[tokio::test]
async fn an_id_token_comes_with_openid_only_and_in_the_clients_algorithm() {
    let world = World::open().await;
    let (app, person) = (world.client("none").await, world.person());
    assert!(world.tokens(&app, &person, "profile").await.id_token.is_none());
    let es256 =
        ClientChanges { id_token_signed_response_alg: Some("ES256".into()), ..ClientChanges::default() };
    world.provider.clients.update(app.owner, &actor(app.owner), app.created.client.id, &es256).await.unwrap();
    let id_token = world.tokens(&app, &person, "openid").await.id_token.unwrap();
    assert_eq!(read_jwt(id_token.expose()).0["alg"], "ES256");
}

#[tokio::test]
async fn a_refresh_token_comes_with_the_grant_type_only() {
    let world = World::open().await;
    let (app, person) = (world.client("none").await, world.person());
    let with = world.tokens(&app, &person, "openid").await;
    let codes_only =
        ClientChanges { grant_types: Some(vec!["authorization_code".into()]), ..ClientChanges::default() };
    world
        .provider
        .clients
        .update(app.owner, &actor(app.owner), app.created.client.id, &codes_only)
        .await
        .unwrap();
    let without = world.tokens(&app, &person, "openid").await;
    assert!(with.refresh_token.is_some() && without.refresh_token.is_none());
    // What nothing can prolong ends with its access token.
    assert!(world.provider.user_info.tell(without.access_token.expose()).await.is_ok());
    world.clock.advance(HOUR);
    assert!(world.provider.user_info.tell(without.access_token.expose()).await.is_err());
}

#[tokio::test]
async fn a_wrong_proof_is_refused_and_does_not_spend_the_code() {
    let world = World::open().await;
    let (app, person) = (world.client("none").await, world.person());
    let code = world.code(&app, &person, "openid").await;
    for (change, expected) in [
        (("code_verifier", OTHER_VERIFIER), TokenRefusal::VerifierWrong),
        (("code_verifier", ""), TokenRefusal::VerifierMissing),
        (("code_verifier", "short"), TokenRefusal::Malformed("code_verifier")),
        (("redirect_uri", ""), TokenRefusal::Missing("redirect_uri")),
        (("redirect_uri", "https://app.example.org/other"), TokenRefusal::RedirectUriMismatch),
        (("redirect_uri", "nonsense"), TokenRefusal::RedirectUriMismatch),
        (("code", ""), TokenRefusal::Missing("code")),
        (("code", "guessed"), TokenRefusal::CodeUnknown),
    ] {
        assert_eq!(redeem_with(&world, &app, &[change], &code).await, expected, "{change:?}");
    }
    assert!(world.redeem(&app, &code).await.is_ok());
}

#[tokio::test]
async fn the_challenge_cannot_be_taken_out_of_the_request() {
    let world = World::open().await;
    let (app, person) = (world.client("client_secret_basic").await, world.person());
    let mut request = app.request("openid");
    request.retain(|(name, _)| !name.starts_with("code_challenge"));
    let params = AuthorizeParams::from_pairs(request);
    let url = world.provider.authorization.approve_directly(&params, &person).await.unwrap();
    let code = query_value(url.as_str(), "code").unwrap();
    // The honest client sends the verifier of the challenge that an attacker removed.
    let refused = redeem_with(&world, &app, &[], &code).await;
    assert_eq!((refused, refused.code()), (TokenRefusal::VerifierUnexpected, TokenErrorCode::InvalidGrant));
    let plain = [("grant_type", "authorization_code"), ("code", &code), ("redirect_uri", CALLBACK)];
    assert!(world.exchange(&app, &plain).await.is_ok());
}

#[tokio::test]
async fn a_loopback_port_is_free_to_choose_but_not_to_change() {
    let world = World::open().await;
    let mut app = world.client("none").await;
    let loopback =
        ClientChanges { redirect_uris: Some(vec!["http://127.0.0.1/cb".into()]), ..ClientChanges::default() };
    let id = app.created.client.id;
    app.created.client =
        world.provider.clients.update(app.owner, &actor(app.owner), id, &loopback).await.unwrap();
    let chosen = "http://127.0.0.1:49152/cb";
    let mut request = app.request("openid");
    request.retain(|(name, _)| *name != "redirect_uri");
    request.push(("redirect_uri", chosen.into()));
    let params = AuthorizeParams::from_pairs(request);
    let url = world.provider.authorization.approve_directly(&params, &world.person()).await.unwrap();
    assert!(url.as_str().starts_with(chosen));
    let code = query_value(url.as_str(), "code").unwrap();
    let other = redeem_with(&world, &app, &[("redirect_uri", "http://127.0.0.1:49153/cb")], &code).await;
    assert_eq!(other, TokenRefusal::RedirectUriMismatch);
    let redeem = [
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", chosen),
        ("code_verifier", VERIFIER),
    ];
    assert!(world.exchange(&app, &redeem).await.is_ok());
}

#[tokio::test]
async fn a_code_is_worth_nothing_to_another_client() {
    let world = World::open().await;
    let (app, thief) = (world.client("none").await, world.client("client_secret_basic").await);
    let code = world.code(&app, &world.person(), "openid").await;
    assert_eq!(redeem_with(&world, &thief, &[], &code).await, TokenRefusal::CodeUnknown);
    assert!(world.redeem(&app, &code).await.is_ok(), "and the attempt does no harm");
}

#[tokio::test]
async fn a_code_lives_ten_minutes() {
    let world = World::open().await;
    let (app, person) = (world.client("none").await, world.person());
    let (first, second) =
        (world.code(&app, &person, "openid").await, world.code(&app, &person, "openid").await);
    world.clock.advance(10 * MINUTE - std::time::Duration::from_secs(1));
    assert!(world.redeem(&app, &first).await.is_ok());
    world.clock.advance(std::time::Duration::from_secs(1));
    assert_eq!(refusal(world.redeem(&app, &second).await), TokenRefusal::CodeExpired);
}

#[tokio::test]
async fn a_second_use_ends_what_the_first_one_got() {
    for auth_method in ["none", "client_secret_post"] {
        let world = World::open().await;
        let (app, person) = (world.client(auth_method).await, world.person());
        let code = world.code(&app, &person, "openid").await;
        let answer = world.redeem(&app, &code).await.unwrap();
        // Without the proof it is no replay, only noise: nobody can sign a person out with an old code.
        let noise = redeem_with(&world, &app, &[("code_verifier", OTHER_VERIFIER)], &code).await;
        assert_eq!(noise, TokenRefusal::VerifierWrong);
        assert!(world.provider.user_info.tell(answer.access_token.expose()).await.is_ok());

        assert_eq!(refusal(world.redeem(&app, &code).await), TokenRefusal::CodeReplayed);
        let told = world.provider.user_info.tell(answer.access_token.expose()).await;
        assert!(matches!(told, Err(UserInfoError::GrantEnded)), "{told:?}");
        let refreshed = world.refresh(&app, answer.refresh_token.unwrap().expose()).await;
        assert_eq!(refusal(refreshed), TokenRefusal::GrantEnded);
        assert_eq!(refusal(world.redeem(&app, &code).await), TokenRefusal::CodeReplayed, "for ever");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_sixteen_redemptions_one_wins_and_the_replays_end_it() {
    let world = Arc::new(World::open().await);
    let app = Arc::new(world.client("none").await);
    let code = world.code(&app, &world.person(), "openid").await;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..16 {
        let (world, app, code) = (world.clone(), app.clone(), code.clone());
        tasks.spawn(async move { world.redeem(&app, &code).await });
    }
    let (won, lost): (Vec<_>, Vec<_>) = tasks.join_all().await.into_iter().partition(Result::is_ok);
    assert_eq!((won.len(), lost.len()), (1, 15));
    assert!(lost.into_iter().all(|result| refusal(result) == TokenRefusal::CodeReplayed));
    let token = won.into_iter().next().unwrap().unwrap().access_token;
    assert!(world.provider.user_info.tell(token.expose()).await.is_err());
}

#[tokio::test]
async fn a_withdrawn_consent_ends_the_code_too() {
    let world = World::open().await;
    let (app, person) = (world.client("none").await, world.person());
    let code = world.code(&app, &person, "openid").await;
    let client = app.created.client.id;
    world.provider.allowed_apps.withdraw(&actor(person.user), client).await.unwrap();
    assert_eq!(refusal(world.redeem(&app, &code).await), TokenRefusal::CodeReplayed);
}

#[tokio::test]
async fn no_token_outlives_the_ninety_days_of_its_grant() {
    let world = World::open().await;
    let app = world.client("client_secret_basic").await;
    let answer = world.tokens(&app, &world.person(), "openid").await;
    let token = answer.refresh_token.unwrap();
    for expires_in in [HOUR, HOUR, 3 * MINUTE] {
        world.clock.advance(30 * DAY - MINUTE);
        let answer = world.refresh(&app, token.expose()).await.unwrap();
        assert_eq!(answer.expires_in, expires_in);
    }
    world.clock.advance(3 * MINUTE);
    assert_eq!(refusal(world.refresh(&app, token.expose()).await), TokenRefusal::GrantEnded);
}

#[tokio::test]
async fn a_broken_store_is_an_error_of_its_own() {
    let world = World::with(|ports| {
        let mut grants = MockGrantStore::new();
        grants.expect_find_by_code().returning(|_, _| Err(broken()));
        ProviderPorts { grants: Arc::new(grants), ..ports }
    })
    .await;
    let app = world.client("none").await;
    let result = world.redeem(&app, "code").await;
    assert!(matches!(result, Err(TokenError::Store(_))), "{result:?}");
}
