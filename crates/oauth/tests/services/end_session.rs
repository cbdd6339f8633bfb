//! What clients may send people with who want to sign out.

use crate::support::{DAY, HOUR};
use data_encoding::BASE64URL_NOPAD;
use hitkey_oauth::service::{ClientChanges, LogoutChanges};
use hitkey_oauth::testkit::fixtures::{App, World, actor};
use hitkey_oauth::{LogoutError, LogoutParams, LogoutRequest, SignedInPerson};
use serde_json::{Value, json};

const BYE: &str = "https://app.example.org/bye?from=hitkey";

struct Scene {
    world: World,
    app: App,
    ann: SignedInPerson,
    id_token: String,
}

/// Ann signed in to an app that registered where it wants people back.
async fn scene() -> Scene {
    let world = World::open().await;
    let app = world.client("client_secret_basic").await;
    let ann = world.person();
    register(&world, &app, &[BYE]).await;
    let tokens = world.tokens(&app, &ann, "openid").await;
    let id_token = tokens.id_token.unwrap().expose().to_owned();
    Scene { world, app, ann, id_token }
}

async fn register(world: &World, app: &App, uris: &[&str]) {
    let uris = uris.iter().map(ToString::to_string).collect();
    let logout = LogoutChanges { post_logout_redirect_uris: Some(uris), ..LogoutChanges::default() };
    let changes = ClientChanges { logout, ..ClientChanges::default() };
    let (owner, id) = (app.owner, app.created.client.id);
    world.provider.clients.update(owner, &actor(owner), id, &changes).await.unwrap();
}

impl Scene {
    async fn check(&self, params: &[(&str, &str)]) -> Result<LogoutRequest, LogoutError> {
        let params = LogoutParams::from_pairs(params.iter().copied());
        self.world.provider.end_session.check(&params).await
    }

    async fn refusal(&self, params: &[(&str, &str)]) -> LogoutError {
        self.check(params).await.err().unwrap_or_else(|| panic!("not refused: {params:?}"))
    }
}

#[tokio::test]
async fn an_id_token_of_the_session_is_enough() {
    let scene = scene().await;
    let params = [("id_token_hint", &*scene.id_token), ("post_logout_redirect_uri", BYE), ("state", "a&b")];
    let request = scene.check(&params).await.unwrap();
    assert!(request.needs_no_word_of(&scene.ann) && request.is_proven());
    assert_eq!(request.back().unwrap().as_str(), format!("{BYE}&state=a%26b"));
    assert_eq!(request.client().unwrap().id, scene.app.created.client.id);
}

#[tokio::test]
async fn one_that_expired_is_too_as_long_as_its_key_is_published() {
    let scene = scene().await;
    scene.world.clock.advance(30 * DAY);
    let params = [("id_token_hint", &*scene.id_token), ("post_logout_redirect_uri", BYE)];
    assert!(scene.check(&params).await.unwrap().needs_no_word_of(&scene.ann));

    scene.world.provider.keyring.rotate().await.unwrap();
    scene.world.clock.advance(3 * HOUR);
    scene.world.provider.keyring.maintain().await.unwrap();
    let request = scene.check(&params).await.unwrap();
    assert!(!request.needs_no_word_of(&scene.ann) && !request.is_proven(), "nobody can verify it any more");
    assert_eq!(request.back().unwrap().as_str(), BYE, "it still names its client");
}

#[tokio::test]
async fn one_of_the_same_person_is_enough_and_one_of_somebody_else_is_not() {
    let scene = scene().await;
    let request = scene.check(&[("id_token_hint", &scene.id_token)]).await.unwrap();
    let elsewhere = SignedInPerson { session: scene.world.person().session, ..scene.ann.clone() };
    assert!(request.needs_no_word_of(&elsewhere));
    assert!(!request.needs_no_word_of(&scene.world.person()));
}

#[tokio::test]
async fn without_a_hint_the_person_has_to_be_asked() {
    let scene = scene().await;
    let id = scene.app.id();
    for params in [&[][..], &[("client_id", &*id), ("post_logout_redirect_uri", BYE)], &[("state", "x")]] {
        let request = scene.check(params).await.unwrap();
        assert!(!request.needs_no_word_of(&scene.ann) && !request.is_proven(), "{params:?}");
    }
}

/// The id_token with one of its parts changed: 0 is the header, 1 the claims.
fn altered(token: &str, part: usize, change: impl FnOnce(&mut Value)) -> String {
    let mut parts: Vec<String> = token.split('.').map(str::to_owned).collect();
    let mut value = serde_json::from_slice(&BASE64URL_NOPAD.decode(parts[part].as_bytes()).unwrap()).unwrap();
    change(&mut value);
    parts[part] = BASE64URL_NOPAD.encode(value.to_string().as_bytes());
    parts.join(".")
}

#[tokio::test]
async fn a_hint_that_was_not_made_here_or_was_altered_is_refused() {
    let scene = scene().await;
    let token = &scene.id_token;
    let stranger = scene.world.person();
    let access = scene.world.tokens(&scene.app, &scene.ann, "openid").await.access_token;
    for (attack, hint) in [
        ("nonsense", "nonsense".to_owned()),
        ("of somebody else", altered(token, 1, |claims| claims["sub"] = json!(stranger.user))),
        ("for another client", altered(token, 1, |claims| claims["aud"] = json!(stranger.user))),
        ("of another issuer", altered(token, 1, |claims| claims["iss"] = json!("https://evil.example"))),
        ("alg none", altered(token, 0, |header| header["alg"] = json!("none"))),
        ("alg confusion", altered(token, 0, |header| header["alg"] = json!("HS256"))),
        ("a key without signature", format!("{}.", token.rsplit_once('.').unwrap().0)),
        ("an access token", access.expose().to_owned()),
        (
            "foreign key and issuer",
            altered(&altered(token, 0, |h| h["kid"] = json!("k")), 1, |claims| {
                claims["iss"] = json!("https://evil.example");
            }),
        ),
    ] {
        let params = [("id_token_hint", &*hint), ("post_logout_redirect_uri", BYE)];
        assert!(matches!(scene.refusal(&params).await, LogoutError::HintForged), "{attack}");
    }
}

#[tokio::test]
async fn a_hint_by_a_key_that_nobody_knows_proves_nothing() {
    let scene = scene().await;
    let invented = altered(&scene.id_token, 0, |header| header["kid"] = json!("retired-long-ago"));
    let request = scene.check(&[("id_token_hint", &invented)]).await.unwrap();
    assert!(!request.needs_no_word_of(&scene.ann) && !request.is_proven());
}

#[tokio::test]
async fn nobody_is_sent_anywhere_that_is_not_registered_letter_by_letter() {
    let scene = scene().await;
    for uri in [
        "https://evil.example/",
        "https://app.example.org/bye",
        "https://app.example.org/bye?from=hitkey&x=1",
        "https://app.example.org/bye/?from=hitkey",
        "https://app.example.org/b%79e?from=hitkey",
        "HTTPS://app.example.org/bye?from=hitkey",
        "https://app.example.org:443/bye?from=hitkey",
        "https://app.example.org/callback",
        "javascript:alert(1)",
    ] {
        let params = [("id_token_hint", &*scene.id_token), ("post_logout_redirect_uri", uri)];
        assert!(matches!(scene.refusal(&params).await, LogoutError::UriUnregistered), "{uri}");
    }
    let unsaid = scene.refusal(&[("post_logout_redirect_uri", BYE)]).await;
    assert!(matches!(unsaid, LogoutError::ClientUnsaid), "{unsaid:?}");
}

#[tokio::test]
async fn one_client_cannot_borrow_anothers_hint_or_uri() {
    let scene = scene().await;
    let other = scene.world.client("none").await;
    let id = other.id();
    let borrowed =
        [("id_token_hint", &*scene.id_token), ("client_id", &id), ("post_logout_redirect_uri", BYE)];
    assert!(matches!(scene.refusal(&borrowed).await, LogoutError::ClientContradicted));
    let foreign = [("client_id", &*id), ("post_logout_redirect_uri", BYE)];
    assert!(matches!(scene.refusal(&foreign).await, LogoutError::UriUnregistered));
}

#[tokio::test]
async fn what_is_wrong_with_a_request_is_told() {
    let scene = scene().await;
    let (id, long) = (scene.app.id(), "s".repeat(1_025));
    let unknown = scene.world.person().user.to_string();
    let repeated = scene.refusal(&[("client_id", &id), ("client_id", &id)]).await;
    assert!(matches!(repeated, LogoutError::Repeated("client_id")), "{repeated:?}");
    for client in ["nonsense", &*unknown] {
        assert!(matches!(scene.refusal(&[("client_id", client)]).await, LogoutError::ClientUnknown));
    }
    let params = [("client_id", &*id), ("post_logout_redirect_uri", BYE), ("state", &*long)];
    assert!(matches!(scene.refusal(&params).await, LogoutError::StateTooLong));
}
