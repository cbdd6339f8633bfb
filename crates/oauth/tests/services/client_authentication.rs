//! How clients prove themselves at the token endpoint, and what it says to those who don't.

use crate::support::refusal;
use data_encoding::BASE64;
use hitkey_oauth::service::{TokenErrorCode, TokenParams, TokenRefusal};
use hitkey_oauth::testkit::fixtures::{App, CALLBACK, VERIFIER, World, actor};

const UNPROVEN: TokenRefusal = TokenRefusal::ClientUnproven { by_header: false };
const UNPROVEN_BY_HEADER: TokenRefusal = TokenRefusal::ClientUnproven { by_header: true };

fn basic(id: &str, secret: &str) -> String {
    format!("Basic {}", BASE64.encode(format!("{id}:{secret}").as_bytes()))
}

struct Attempt<'a> {
    header: Option<String>,
    body: Vec<(&'static str, &'a str)>,
}

async fn redeem(world: &World, app: &App, attempt: Attempt<'_>) -> Result<(), TokenRefusal> {
    let code = world.code(app, &world.person(), "openid").await;
    let mut params = vec![
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ];
    params.extend(attempt.body);
    let params = TokenParams::from_pairs(params)?;
    match world.provider.tokens.exchange(attempt.header.as_deref(), params).await {
        Ok(_) => Ok(()),
        failed => Err(refusal(failed)),
    }
}

#[tokio::test]
async fn a_secret_is_good_in_the_header_and_in_the_body_whatever_was_registered() {
    let world = World::open().await;
    for registered in ["client_secret_basic", "client_secret_post"] {
        let app = world.client(registered).await;
        let (id, secret) = (app.id(), app.secret());
        let encoded_id = id.replace('-', "%2D");
        for (header, body) in [
            (Some(basic(&id, secret)), vec![]),
            (Some(basic(&id, secret).replacen("Basic", "basic", 1)), vec![]),
            (Some(basic(&encoded_id, secret)), vec![]),
            (Some(basic(&id, secret)), vec![("client_id", id.as_str())]),
            (None, vec![("client_id", id.as_str()), ("client_secret", secret)]),
        ] {
            assert_eq!(redeem(&world, &app, Attempt { header, body }).await, Ok(()));
        }
    }
}

#[tokio::test]
async fn whoever_does_not_prove_the_client_is_refused() {
    let world = World::open().await;
    let (app, other) = (world.client("client_secret_basic").await, world.client("client_secret_basic").await);
    let (id, unknown) = (app.id(), "01900000-0000-7000-8000-000000000001");
    for (header, body, expected) in [
        (None, vec![], TokenRefusal::Missing("client_id")),
        (None, vec![("client_id", id.as_str())], UNPROVEN),
        (None, vec![("client_id", id.as_str()), ("client_secret", "")], UNPROVEN),
        (None, vec![("client_id", id.as_str()), ("client_secret", "wrong")], UNPROVEN),
        (None, vec![("client_id", id.as_str()), ("client_secret", other.secret())], UNPROVEN),
        (None, vec![("client_id", unknown), ("client_secret", app.secret())], UNPROVEN),
        (None, vec![("client_id", "nonsense"), ("client_secret", app.secret())], UNPROVEN),
        (Some(basic(&id, "wrong")), vec![], UNPROVEN_BY_HEADER),
        (Some(basic(&id, "")), vec![], UNPROVEN_BY_HEADER),
        (Some(basic(unknown, app.secret())), vec![], UNPROVEN_BY_HEADER),
        (Some(basic("nonsense", app.secret())), vec![], UNPROVEN_BY_HEADER),
        (Some("Basic".into()), vec![], UNPROVEN_BY_HEADER),
        (Some("Basic !!!".into()), vec![], UNPROVEN_BY_HEADER),
        (Some(format!("Basic {}", BASE64.encode(b"no colon"))), vec![], UNPROVEN_BY_HEADER),
        (Some(format!("Basic {}", BASE64.encode(b"\xff:\xff"))), vec![], UNPROVEN_BY_HEADER),
        (Some(format!("Bearer {}", app.secret())), vec![], UNPROVEN_BY_HEADER),
    ] {
        let refused = redeem(&world, &app, Attempt { header: header.clone(), body }).await;
        assert_eq!(refused, Err(expected), "{header:?}");
    }
    assert!(UNPROVEN_BY_HEADER.wants_basic_challenge() && !UNPROVEN.wants_basic_challenge());
    assert_eq!(UNPROVEN.code(), TokenErrorCode::InvalidClient);
    assert_eq!(UNPROVEN.to_string(), UNPROVEN_BY_HEADER.to_string());
}

#[tokio::test]
async fn two_ways_at_once_are_refused() {
    let world = World::open().await;
    let (app, other) = (world.client("client_secret_basic").await, world.client("none").await);
    let (secret, other_id) = (app.secret(), other.id());
    for body in [vec![("client_secret", secret)], vec![("client_id", other_id.as_str())]] {
        let header = Some(basic(&app.id(), secret));
        let refused = redeem(&world, &app, Attempt { header, body }).await;
        assert_eq!(refused, Err(TokenRefusal::SeveralAuthentications));
    }
}

#[tokio::test]
async fn a_public_client_names_itself_and_nothing_more() {
    let world = World::open().await;
    let app = world.client("none").await;
    let id = app.id();
    let by_name = Attempt { header: None, body: vec![("client_id", id.as_str())] };
    assert_eq!(redeem(&world, &app, by_name).await, Ok(()));
    let secret = Attempt { header: None, body: vec![("client_id", id.as_str()), ("client_secret", "any")] };
    assert_eq!(redeem(&world, &app, secret).await, Err(UNPROVEN));
    let header = Attempt { header: Some(basic(&id, "")), body: vec![] };
    assert_eq!(redeem(&world, &app, header).await, Err(UNPROVEN_BY_HEADER));
}

#[tokio::test]
async fn an_old_secret_is_dead_at_once() {
    let world = World::open().await;
    let app = world.client("client_secret_post").await;
    let id = app.id();
    let (_, new) = world
        .provider
        .clients
        .rotate_secret(app.owner, &actor(app.owner), app.created.client.id)
        .await
        .unwrap();
    for (secret, expected) in [(app.secret(), Err(UNPROVEN)), (new.expose(), Ok(()))] {
        let body = vec![("client_id", id.as_str()), ("client_secret", secret)];
        assert_eq!(redeem(&world, &app, Attempt { header: None, body }).await, expected);
    }
}

#[tokio::test]
async fn requests_that_are_none_are_told_what_they_lack() {
    let world = World::open().await;
    for (form, expected, code) in [
        ("", TokenRefusal::Missing("grant_type"), TokenErrorCode::InvalidRequest),
        ("grant_type=", TokenRefusal::Missing("grant_type"), TokenErrorCode::InvalidRequest),
        ("grant_type=password", TokenRefusal::GrantTypeUnsupported, TokenErrorCode::UnsupportedGrantType),
        ("grant_type=refresh_token", TokenRefusal::Missing("client_id"), TokenErrorCode::InvalidRequest),
    ] {
        let params = TokenParams::from_form(form).unwrap();
        let refused = refusal(world.provider.tokens.exchange(None, params).await);
        assert_eq!((refused, refused.code()), (expected, code), "{form}");
    }
    let twice = TokenParams::from_form("code=a&code=b");
    assert_eq!(twice.err(), Some(TokenRefusal::Repeated("code")));
    let harmless = TokenParams::from_form("audience=a&audience=b&code=&code=c").unwrap();
    assert_eq!((harmless.get("code"), harmless.get("audience")), (Some("c"), None));
    assert!(!format!("{harmless:?}").contains("\"c\""), "parameters are not printed");
}
