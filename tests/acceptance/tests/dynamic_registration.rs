//! Clients that register themselves with the shipped server.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{Answer, Database, Person, Server, node, on_both, run_client, tests_directory};
use reqwest::Method;
use serde_json::{Value, json};
use std::process::Command;

const REDIRECT_URI: &str = "https://shop.example/callback";
const HOW: &str = "HITKEY_DYNAMIC_REGISTRATION";

/// openid-client registers itself and signs the person in, with these variables beside the usual ones.
async fn registers(server: &Server, person: &Person, told: &[(&str, &str)]) -> Value {
    let mut command = Command::new(node());
    command.arg(tests_directory().join("clients/node/register.mjs"));
    command.env("ISSUER", server.url()).env("REDIRECT_URI", REDIRECT_URI);
    command.envs(told.iter().copied());
    let browser = server.browser();
    let learned = run_client(command, async |url| browser.authorize(url, person, None).await).await;
    for place in ["claims", "userinfo"] {
        assert_eq!(learned[place]["sub"], person.id.as_str(), "{place}: {learned}");
    }
    assert_eq!(learned["claims"]["aud"], learned["registered"]["client_id"], "{learned}");
    learned
}

/// A token that the operator makes on the command line.
fn operators_token(server: &Server, uses: &str) -> String {
    let made = server.cli(&["registration-token", "create", "--uses", uses]);
    assert!(made.status.success(), "{made:?}");
    String::from_utf8(made.stdout).unwrap().lines().next().unwrap().to_owned()
}

async fn register(server: &Server, token: Option<&str>, body: &Value) -> Answer {
    let request = server.api().request(Method::POST, "/oauth/register").json(body);
    let request = match token {
        Some(token) => request.bearer_auth(token),
        None => request,
    };
    server.api().send(request).await
}

async fn openid_client_of_npm_registers_itself(database: Database) {
    let server = Server::start_with(database, &[(HOW, "open")]).await;
    let person = Person::register(&server).await;
    for auth in ["client_secret_basic", "client_secret_post", "client_secret_jwt", "none"] {
        let learned = registers(&server, &person, &[("AUTH", auth)]).await;
        let (uri, token) = (
            &learned["registered"]["registration_client_uri"],
            &learned["registered"]["registration_access_token"],
        );
        let read = server.api().get(uri.as_str().unwrap(), token.as_str()).await.expect(200).json();
        assert_eq!(read["client_id"], learned["registered"]["client_id"], "{auth}");
    }
}

async fn openid_client_of_npm_registers_by_a_token(database: Database) {
    let server = Server::start_with(database, &[(HOW, "token")]).await;
    let person = Person::register(&server).await;
    let token = operators_token(&server, "1");
    registers(&server, &person, &[("INITIAL_ACCESS_TOKEN", &token)]).await;
    let again = register(&server, Some(&token), &json!({"redirect_uris": [REDIRECT_URI]})).await;
    assert_eq!(again.expect(401).json()["error"], "invalid_token");
}

/// At one server and its twin on the same database.
async fn of_many_who_spend_one_token_one_registers(database: Database) {
    let server = Server::start_with(database, &[(HOW, "token")]).await;
    let twin = server.start_twin().await;
    let token = operators_token(&server, "3");
    let body = json!({"redirect_uris": [REDIRECT_URI]});
    let sent = (0..16).map(|index| {
        let api = if index % 2 == 0 { server.api() } else { twin.api.clone() };
        let request = api.request(Method::POST, "/oauth/register").bearer_auth(&token).json(&body);
        tokio::spawn(async move { api.send(request).await.status })
    });
    let mut made = 0;
    for answer in sent.collect::<Vec<_>>() {
        let status = answer.await.unwrap();
        assert!(matches!(status, 201 | 401), "{status}");
        made += usize::from(status == 201);
    }
    assert_eq!(made, 3);
}

async fn the_operator_says_who_may_and_as_what(database: Database) {
    let settings = [
        (HOW, "token"),
        ("HITKEY_DYNAMIC_REGISTRATION_HOSTS", "shop.example"),
        ("HITKEY_DYNAMIC_REGISTRATION_SCOPES", "openid email"),
    ];
    let server = Server::start_with(database, &settings).await;
    let token = operators_token(&server, "9");
    let try_out = async |body: Value| register(&server, Some(&token), &body).await;
    let made = try_out(json!({"redirect_uris": [REDIRECT_URI]})).await.expect(201).json();
    assert_eq!(made["scope"], "openid email");
    let evil = try_out(json!({"redirect_uris": ["https://evil.example/callback"]})).await;
    assert_eq!(evil.expect(400).json()["error"], "invalid_redirect_uri");
    let greedy = try_out(json!({"redirect_uris": [REDIRECT_URI], "scope": "openid phone"})).await;
    assert_eq!(greedy.expect(400).json()["error"], "invalid_client_metadata");
    let listed = String::from_utf8(server.cli(&["registration-token", "list"]).stdout).unwrap();
    assert!(listed.contains(" has 8 uses left until ") && !listed.contains(&token), "{listed}");
    let id = listed.split(' ').next().unwrap();
    assert!(server.cli(&["registration-token", "revoke", id]).status.success());
    assert!(!server.cli(&["registration-token", "revoke", id]).status.success(), "there is none any more");
    try_out(json!({"redirect_uris": [REDIRECT_URI]})).await.expect(401);
    let dump = server.dump();
    for secret in
        [&token, made["registration_access_token"].as_str().unwrap(), made["client_secret"].as_str().unwrap()]
    {
        assert!(!dump.windows(secret.len()).any(|part| part == secret.as_bytes()), "digests only");
    }
}

async fn nobody_is_spared_the_question_by_a_client_of_nobody(database: Database) {
    let server = Server::start_with(database, &[(HOW, "open")]).await;
    let person = Person::register(&server).await;
    let body = json!({"redirect_uris": [REDIRECT_URI], "skip_consent": true});
    let partner = person.known_as(&register(&server, None, &body).await.expect(201).json());
    let browser = server.browser();
    browser.sign_in(&person).await;
    let page = browser.open(&partner.authorize_url(&[])).await;
    assert!(page.form("decision").is_some(), "{}", page.answer.body);
    let own = person.get("/oauth/clients").await.expect(200).json();
    assert!(!own.to_string().contains(&partner.id), "it is in nobody's list");
    person.get(&format!("/oauth/clients/{}", partner.id)).await.expect(404);
    person.delete(&format!("/oauth/clients/{}", partner.id)).await.expect(404);
}

on_both!(
    openid_client_of_npm_registers_itself,
    openid_client_of_npm_registers_by_a_token,
    of_many_who_spend_one_token_one_registers,
    the_operator_says_who_may_and_as_what,
    nobody_is_spared_the_question_by_a_client_of_nobody,
);
