//! Client libraries of other languages sign somebody in, through the real pages.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{Database, Partner, Person, Server, node, on_both, python, run_client, tests_directory};
use serde_json::json;
use std::path::Path;
use std::process::Command;

/// The program, told of the partner that it is.
fn command(interpreter: &Path, program: &str, server: &Server, partner: &Partner) -> Command {
    let mut command = Command::new(interpreter);
    command.arg(tests_directory().join("clients").join(program));
    command.env("ISSUER", server.url()).env("CLIENT_ID", &partner.id);
    command.env("CLIENT_SECRET", partner.secret.as_deref().unwrap_or_default());
    command.env("REDIRECT_URI", &partner.redirect_uri);
    command
}

async fn sign_in(server: &Server, person: &Person, command: Command) {
    let browser = server.browser();
    let learned = run_client(command, async |url| browser.authorize(url, person, None).await).await;
    for place in ["claims", "userinfo", "again"] {
        assert_eq!(learned[place]["sub"], person.id.as_str(), "{place}: {learned}");
    }
    assert_eq!(learned["claims"]["iss"], server.url());
    assert_eq!(learned["userinfo"]["email"], person.email.as_str());
}

async fn check(database: Database, interpreter: &Path, program: &str) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let partner = person.partner().await;
    sign_in(&server, &person, command(interpreter, program, &server, &partner)).await;
}

/// A client of the person that stands for itself: it gets a token, asks about it, gives it back, and asks again.
async fn check_service(database: Database, interpreter: &Path, program: &str) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let body = json!({"name": "Nightly export", "grant_types": ["client_credentials"]});
    let made = person.post("/oauth/clients", &body).await.expect(201);
    let (id, secret) = (made.text("client_id"), made.text("client_secret"));
    let mut command = Command::new(interpreter);
    command.arg(tests_directory().join("clients").join(program));
    command.env("ISSUER", server.url()).env("CLIENT_ID", &id).env("CLIENT_SECRET", secret);
    let learned = run_client(command, async |_| panic!("nobody signs in")).await;
    assert_eq!(learned["token"].get("refresh_token"), None, "{learned}");
    assert_eq!(
        (&learned["before"]["active"], &learned["before"]["sub"]),
        (&json!(true), &json!(id)),
        "{learned}"
    );
    assert_eq!(learned["after"], json!({"active": false}));
}

async fn openid_client_of_npm_stands_for_itself(database: Database) {
    check_service(database, &node(), "node/service.mjs").await;
}

async fn authlib_of_pypi_stands_for_itself(database: Database) {
    check_service(database, &python(), "python/service.py").await;
}

async fn openid_client_of_npm_signs_in(database: Database) {
    check(database, &node(), "node/sign_in.mjs").await;
}

async fn openid_client_of_npm_verifies_every_algorithm(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    for alg in ["PS256", "ES256", "EdDSA"] {
        let partner = person
            .create_client(&json!({
                "name": alg,
                "redirect_uri": "https://shop.example/callback",
                "id_token_signed_response_alg": alg,
            }))
            .await;
        let mut command = command(&node(), "node/sign_in.mjs", &server, &partner);
        command.env("ID_TOKEN_ALG", alg);
        sign_in(&server, &person, command).await;
    }
}

async fn authlib_of_pypi_signs_in(database: Database) {
    check(database, &python(), "python/sign_in.py").await;
}

async fn openid_client_of_npm_signs_out(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let bye = "https://shop.example.org/bye";
    let body = json!({
        "name": "Shop", "redirect_uri": "https://shop.example.org/callback", "post_logout_redirect_uris": [bye],
    });
    let partner = person.create_client(&body).await;
    let mut command = command(&node(), "node/end_session.mjs", &server, &partner);
    command.env("POST_LOGOUT_REDIRECT_URI", bye);
    let browser = server.browser();
    let visit = async |url: &str| match url.contains("/oauth/logout?") {
        true => browser.open(url).await.left_to.unwrap(),
        false => browser.authorize(url, &person, None).await,
    };
    let learned = run_client(command, visit).await;
    assert!(learned["sid"].is_string(), "{learned}");
    assert!(browser.open("/account").await.form("password").is_some(), "the session has ended");
}

async fn openid_client_of_npm_signs_in_on_a_device(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let body = json!({
        "name": "TV", "redirect_uri": "https://shop.example.org/callback",
        "grant_types": ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"],
    });
    let partner = person.create_client(&body).await;
    let command = command(&node(), "node/device.mjs", &server, &partner);
    let browser = server.browser();
    let allow = async |url: &str| {
        let form = browser.open(url).await;
        let question =
            browser.submit(&form, &[("email", &person.email), ("password", &person.password)]).await;
        let done = browser.submit(&question, &[("decision", "allow")]).await;
        done.url.to_string()
    };
    let learned = run_client(command, allow).await;
    for place in ["claims", "userinfo", "again"] {
        assert_eq!(learned[place]["sub"], person.id.as_str(), "{place}: {learned}");
    }
}

on_both!(
    openid_client_of_npm_signs_in_on_a_device,
    openid_client_of_npm_signs_in,
    openid_client_of_npm_verifies_every_algorithm,
    authlib_of_pypi_signs_in,
    openid_client_of_npm_stands_for_itself,
    authlib_of_pypi_stands_for_itself,
    openid_client_of_npm_signs_out,
);
