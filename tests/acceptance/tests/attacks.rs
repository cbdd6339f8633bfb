//! What is tried on authorization servers, tried on this one.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{
    Answer, Api, Browser, Database, Partner, Person, Server, node, on_both, run_client, tests_directory,
};
use data_encoding::BASE64URL_NOPAD;
use reqwest::Method;
use serde_json::json;
use std::process::Command;
use url::Url;

const SHOP: &str = "https://shop.example.org/callback";

/// Somebody who is signed in and allowed a client already, so that nothing stands between a request and its code.
struct Scene {
    server: Server,
    person: Person,
    partner: Partner,
    browser: Browser,
}

impl Scene {
    async fn open(database: Database) -> Self {
        let server = Server::start(database).await;
        let person = Person::register(&server).await;
        let (partner, browser) = (person.partner().await, server.browser());
        let url = browser.authorize(&partner.authorize_url(&[]), &person, None).await;
        assert!(parameter(&url, "code").is_some(), "{url}");
        Self { server, person, partner, browser }
    }

    fn api(&self) -> &Api {
        &self.person.api
    }

    async fn token(&self, form: &[(&str, &str)]) -> Answer {
        self.api().send(self.api().request(Method::POST, "/oauth/token").form(form)).await
    }

    /// The server has not been hurt.
    async fn is_well(&self) {
        self.api().get("/health", None).await.expect(200);
        let code = self.partner.code(&self.person).await;
        self.partner.exchange(&code).await.expect(200);
    }
}

fn parameter(url: &str, name: &str) -> Option<String> {
    let url = Url::parse(url).unwrap();
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// What is not the redirect URI of the shop, and may look like it.
const NOT_THE_SHOP: &[&str] = &[
    // somebody else behind our name
    "https://shop.example.org@evil.example/callback",
    "https://shop.example.org:443@evil.example/callback",
    "https://shop.example.org:pw@evil.example/callback",
    "https://shop.example.org%2f@evil.example/callback",
    "https://shop.example.org%00.evil.example/callback",
    "https://shop.example.org%2eevil.example/callback",
    "https://shop.example.org.evil.example/callback",
    "https://evil.example/https://shop.example.org/callback",
    "https://evil.example#@shop.example.org/callback",
    "https://evil.example?@shop.example.org/callback",
    "https://evil.example;@shop.example.org/callback",
    // our host behind somebody's name
    "https://user@shop.example.org/callback",
    "https://user:pw@shop.example.org/callback",
    "https://@shop.example.org/callback",
    // what browsers read as slashes, and drop
    "https://shop.example.org\\@evil.example/callback",
    "https://evil.example\\@shop.example.org/callback",
    "https:\\\\shop.example.org\\callback",
    "https://shop.example.org\\callback",
    "https:///shop.example.org/callback",
    "https:/shop.example.org/callback",
    "https:shop.example.org/callback",
    "//shop.example.org/callback",
    "https://shop.example.org/call\tback",
    "https://shop.example.org/callback\n",
    "https://shop.example.org/callback\r\nLocation: https://evil.example",
    " https://shop.example.org/callback",
    "https://shop.example.org/callback\u{0}",
    // other places at our host
    "https://shop.example.org/callback/../evil",
    "https://shop.example.org/callback/%2e%2e/evil",
    "https://shop.example.org/callback/.%2e/evil",
    "https://shop.example.org/callback%2f..%2fevil",
    "https://shop.example.org/callback%2fevil",
    "https://shop.example.org/callback/..;/evil",
    "https://shop.example.org/callback;evil",
    "https://shop.example.org/callback%3fnext=evil",
    "https://shop.example.org/callback%23",
    "https://shop.example.org/callback%00",
    "https://shop.example.org/callback%252f",
    "https://shop.example.org/Callback",
    "https://shop.example.org/callbackevil",
    "https://shop.example.org/",
    "https://shop.example.org",
    "https://shop.example.org/callback?next=https://evil.example",
    "https://shop.example.org/callback?code=mine",
    "https://shop.example.org/callback#",
    "https://shop.example.org/callback#@evil.example",
    // other hosts, ports and schemes
    "https://shop.example.org./callback",
    "https://www.shop.example.org/callback",
    "https://example.org/callback",
    "https://shop.example.org:8443/callback",
    "https://shop.example.org:80/callback",
    "https://shop.example.org:0/callback",
    "https://shop.example.org:65979/callback",
    "http://shop.example.org/callback",
    "http://shop.example.org:443/callback",
    "javascript://shop.example.org/callback%0aalert(1)",
    "data:text/html,https://shop.example.org/callback",
    "blob:https://shop.example.org/callback",
    "view-source:https://shop.example.org/callback",
    "file://shop.example.org/callback",
    // names that look the same
    "https://ѕhop.example.org/callback",
    "https://xn--hop-8cd.example.org/callback",
    "https://ｓｈｏｐ.example.org/callback",
    "https://shop。example.org/callback",
    "https://shop\u{ad}.example.org/callback",
    "https://shop.example.org\u{200b}/callback",
];

async fn no_trick_moves_a_redirect_uri(database: Database) {
    let scene = Scene::open(database).await;
    for &evil in NOT_THE_SHOP {
        let told = scene.partner.authorize(&scene.person, &[("redirect_uri", evil)]).await;
        assert_eq!((told.status, told.header("location")), (400, ""), "{evil:?}: {}", told.body);
        assert!(!told.body.contains("redirect_url"), "{evil:?}: {}", told.body);
        let page = scene.browser.open(&scene.partner.authorize_url(&[("redirect_uri", evil)])).await;
        assert_eq!((page.left_to, page.answer.status), (None, 400), "{evil:?}");
        // Not even an error goes there.
        let bad = [("redirect_uri", evil), ("response_type", "token"), ("prompt", "none")];
        assert_eq!(scene.browser.open(&scene.partner.authorize_url(&bad)).await.left_to, None, "{evil:?}");
    }
    scene.is_well().await;
}

async fn what_is_said_twice_is_not_granted(database: Database) {
    let scene = Scene::open(database).await;
    for (name, value, is_told) in [
        ("acr_values", "1", true),
        ("claims", "{}", true),
        ("claims_locales", "en", true),
        ("client_id", scene.partner.id.as_str(), false),
        ("code_challenge", &"x".repeat(43), true),
        ("code_challenge_method", "S256", true),
        ("display", "page", true),
        ("id_token_hint", "x", true),
        ("login_hint", "x", true),
        ("max_age", "600", true),
        ("nonce", "n", true),
        ("prompt", "none", true),
        ("redirect_uri", SHOP, false),
        ("registration", "{}", true),
        ("request", "x", false),
        ("request_uri", "urn:x", false),
        ("response_mode", "query", true),
        ("response_type", "code", true),
        ("scope", "openid", true),
        ("state", "s", true),
        ("ui_locales", "en", true),
    ] {
        let mut url =
            Url::parse("http://x/").unwrap().join(&scene.partner.authorize_url(&[(name, value)])).unwrap();
        url.query_pairs_mut().append_pair(name, value);
        let page = scene.browser.open(&format!("{}?{}", url.path(), url.query().unwrap())).await;
        match page.left_to {
            Some(left_to) => {
                assert!(is_told && left_to.starts_with(&format!("{SHOP}?")), "{name}: {left_to}");
                assert_eq!(parameter(&left_to, "error").as_deref(), Some("invalid_request"), "{name}");
                assert_eq!(parameter(&left_to, "code"), None, "{name}");
            }
            None => assert!(!is_told && page.answer.status == 400, "{name}: {page:?}"),
        }
    }
}

async fn nor_is_it_exchanged(database: Database) {
    let scene = Scene::open(database).await;
    let (id, secret) = (scene.partner.id.as_str(), scene.partner.secret.as_deref().unwrap());
    let code = scene.partner.code(&scene.person).await;
    let good = [
        ("grant_type", "authorization_code"),
        ("code", &*code),
        ("redirect_uri", SHOP),
        ("code_verifier", &*scene.partner.verifier),
        ("client_id", id),
        ("client_secret", secret),
    ];
    for (name, value) in good {
        let form: Vec<_> = good.into_iter().chain([(name, value)]).collect();
        scene.token(&form).await.expect_oauth_error(400, "invalid_request");
    }
    scene.token(&good).await.expect(200);
}

async fn a_code_is_worth_nothing_where_it_was_not_asked_for(database: Database) {
    let scene = Scene::open(database).await;
    let other = scene.person.partner().await;
    let mut thief = other.clone();
    thief.verifier.clone_from(&scene.partner.verifier);
    let code = scene.partner.code(&scene.person).await;
    for app in [&thief, &other] {
        app.exchange(&code).await.expect_oauth_error(400, "invalid_grant");
    }
    // Injected into another session of the same client, which has a verifier of its own.
    let mut elsewhere = scene.partner.clone();
    elsewhere.verifier = "y".repeat(43);
    elsewhere.exchange(&code).await.expect_oauth_error(400, "invalid_grant");
    scene.partner.exchange(&code).await.expect(200);
    scene.partner.exchange(&code).await.expect_oauth_error(400, "invalid_grant");
}

async fn pkce_cannot_be_talked_down(database: Database) {
    let scene = Scene::open(database).await;
    let public = scene.person.public_partner().await;
    let plain = public.verifier.clone();
    for changed in [
        &[("code_challenge", ""), ("code_challenge_method", "")][..],
        &[("code_challenge", "")],
        &[("code_challenge_method", "")],
        &[("code_challenge", &*plain), ("code_challenge_method", "plain")],
        &[("code_challenge_method", "s256")],
        &[("code_challenge_method", "S256 plain")],
    ] {
        let refused = public.authorize(&scene.person, changed).await;
        refused.expect_oauth_error(400, "invalid_request");
    }
    // The challenge was taken out on the way: the verifier that the client sends finds none.
    let stripped = [("code_challenge", ""), ("code_challenge_method", "")];
    let url = scene.partner.authorize(&scene.person, &stripped).await.expect(200).text("redirect_url");
    let code = parameter(&url, "code").unwrap();
    scene.partner.exchange(&code).await.expect_oauth_error(400, "invalid_grant");
    // The challenge is there, and the verifier is left out, or is the challenge itself.
    let challenge =
        parameter(&format!("http://x{}", scene.partner.authorize_url(&[])), "code_challenge").unwrap();
    let code = scene.partner.code(&scene.person).await;
    for verifier in ["", &challenge] {
        let request = scene.partner.exchange_request(&code, &[("code_verifier", verifier)]);
        let status = scene.api().send(request).await.status;
        assert_eq!(status, 400, "{verifier}");
    }
    scene.partner.exchange(&code).await.expect(200);
}

/// Tokens that are too much to read: long ones, and ones that go down and down.
fn monsters() -> Vec<String> {
    let encode = |text: &str| BASE64URL_NOPAD.encode(text.as_bytes());
    let header = |alg: &str| encode(&json!({"alg": alg, "typ": "JWT", "kid": "x"}).to_string());
    let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let objects = |depth: usize| format!("{}1{}", r#"{"a":"#.repeat(depth), "}".repeat(depth));
    let nested = [deep(500), deep(4_000), objects(500), objects(1_500), "[".repeat(9_000)];
    let mut all: Vec<_> =
        nested.iter().map(|claims| format!("{}.{}.AA", header("ES256"), encode(claims))).collect();
    all.push(format!("{}.{}.AA", encode(&deep(3_000)), encode("{}")));
    all.push(format!("{}.{}.AA", header("ES256"), "A".repeat(40_000)));
    all.push(format!("{}.e30.{}", header("RS256"), "A".repeat(40_000)));
    all.push(".".repeat(20_000));
    all.push("e30.".repeat(10_000));
    all
}

async fn no_token_is_too_much(database: Database) {
    let scene = Scene::open(database).await;
    let (id, secret) = (scene.partner.id.as_str(), scene.partner.secret.as_deref().unwrap());
    for monster in monsters() {
        let name = format!("{:.40} ({})", monster, monster.len());
        let par = [("client_id", id), ("client_secret", secret), ("request", &monster)];
        let par = scene.api().request(Method::POST, "/oauth/par").form(&par);
        scene.api().send(par).await.expect_oauth_error(400, "invalid_request_object");
        let hint = [
            ("client_id", id),
            ("client_secret", secret),
            ("redirect_uri", SHOP),
            ("response_type", "code"),
            ("id_token_hint", &monster),
        ];
        let hint = scene.api().request(Method::POST, "/oauth/par").form(&hint);
        scene.api().send(hint).await.expect_oauth_error(400, "invalid_request");
        let assertion = [
            ("grant_type", "client_credentials"),
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ("client_assertion", &*monster),
        ];
        scene.token(&assertion).await.expect_oauth_error(401, "invalid_client");
        let asked = [("client_id", id), ("client_secret", secret), ("token", &monster)];
        let asked = scene.api().request(Method::POST, "/oauth/introspect").form(&asked);
        assert_eq!(scene.api().send(asked).await.expect(200).json(), json!({"active": false}), "{name}");
        let userinfo = scene.api().request(Method::GET, "/oauth/userinfo").bearer_auth(&monster);
        let refused = scene.api().send(userinfo).await;
        assert!([401, 431].contains(&refused.status), "{name}: {} {}", refused.status, refused.body);
    }
    for monster in monsters().into_iter().filter(|monster| monster.len() < 16_000) {
        for parameter in ["request", "id_token_hint"] {
            let page = scene.browser.open(&scene.partner.authorize_url(&[(parameter, &monster)])).await;
            let left_to =
                page.left_to.unwrap_or_else(|| panic!("{parameter} {:.40}: {:?}", monster, page.answer));
            assert!(left_to.contains("error=invalid_request"), "{parameter}: {left_to}");
        }
    }
    scene.is_well().await;
}

async fn openid_client_of_npm_notices_a_mix_up(database: Database) {
    let scene = Scene::open(database).await;
    let evil = ("iss", Some("https://evil.example"));
    for (changed, told) in
        [(evil, "\"iss\""), (("iss", None), "\"iss\""), (("state", Some("x")), "\"state\"")]
    {
        let mut command = Command::new(node());
        command.arg(tests_directory().join("clients/node/mix_up.mjs"));
        command.env("ISSUER", scene.server.url()).env("CLIENT_ID", &scene.partner.id);
        command.env("CLIENT_SECRET", scene.partner.secret.as_deref().unwrap()).env("REDIRECT_URI", SHOP);
        let visit = async |url: &str| {
            let callback = scene.browser.authorize(url, &scene.person, None).await;
            with(&callback, changed)
        };
        let learned = run_client(command, visit).await;
        let refused = learned["refused"].as_str().unwrap_or_else(|| panic!("taken: {changed:?}"));
        assert!(refused.contains(told), "{changed:?}: {refused}");
    }
}

/// The URL with one parameter changed, or taken out.
fn with(url: &str, (name, value): (&str, Option<&str>)) -> String {
    let mut url = Url::parse(url).unwrap();
    let kept: Vec<_> = url.query_pairs().into_owned().filter(|(key, _)| key != name).collect();
    let added = value.map(|value| (name.to_owned(), value.to_owned()));
    url.query_pairs_mut().clear().extend_pairs(kept.into_iter().chain(added));
    url.into()
}

on_both!(
    no_trick_moves_a_redirect_uri,
    what_is_said_twice_is_not_granted,
    nor_is_it_exchanged,
    a_code_is_worth_nothing_where_it_was_not_asked_for,
    pkce_cannot_be_talked_down,
    no_token_is_too_much,
    openid_client_of_npm_notices_a_mix_up,
);
