//! Clients that prove themselves by what they sign, against the shipped server.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{
    Answer, Database, Partner, Person, Server, Signer, node, on_both, run_client, tests_directory,
};
use reqwest::Method;
use serde_json::{Value, json};
use std::process::Command;

async fn signing_partner(person: &Person, signer: &Signer) -> Partner {
    let client = json!({
        "name": "Bookshop",
        "redirect_uri": "https://shop.example/callback",
        "token_endpoint_auth_method": "private_key_jwt",
        "jwks": signer.jwks(),
    });
    person.create_client(&client).await
}

/// openid-client signs the person in, with these variables beside the usual ones.
async fn sign_in(server: &Server, person: &Person, partner: &Partner, told: &[(&str, String)]) -> Value {
    let mut command = Command::new(node());
    command.arg(tests_directory().join("clients/node/signing.mjs"));
    command.env("ISSUER", server.url()).env("CLIENT_ID", &partner.id);
    command.env("REDIRECT_URI", &partner.redirect_uri).envs(told.iter().map(|(name, value)| (name, value)));
    let browser = server.browser();
    let learned = run_client(command, async |url| browser.authorize(url, person, None).await).await;
    for place in ["claims", "userinfo"] {
        assert_eq!(learned[place]["sub"], person.id.as_str(), "{place}: {learned}");
    }
    learned
}

async fn openid_client_of_npm_signs_with_a_private_key(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    for alg in ["RS256", "PS256", "ES256", "EdDSA"] {
        let signer = Signer::fresh(alg).unwrap();
        let partner = signing_partner(&person, &signer).await;
        let key = Value::Object(signer.private_jwk()).to_string();
        let told = [("AUTH", "private_key_jwt".into()), ("ALG", alg.into()), ("PRIVATE_JWK", key)];
        sign_in(&server, &person, &partner, &told).await;
    }
}

async fn openid_client_of_npm_pushes_and_signs_its_requests(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    for (how, pushed_only) in [("signed", false), ("pushed", true), ("signed+pushed", true)] {
        let signer = Signer::fresh("ES256").unwrap();
        let client = json!({
            "name": "Bookshop",
            "redirect_uri": "https://shop.example/callback",
            "token_endpoint_auth_method": "private_key_jwt",
            "jwks": signer.jwks(),
            "request_object_signing_alg": "ES256",
            "require_pushed_authorization_requests": pushed_only,
        });
        let partner = person.create_client(&client).await;
        let key = Value::Object(signer.private_jwk()).to_string();
        let told = [
            ("AUTH", "private_key_jwt".into()),
            ("ALG", "ES256".into()),
            ("PRIVATE_JWK", key),
            ("HOW", how.into()),
        ];
        sign_in(&server, &person, &partner, &told).await;
    }
}

async fn openid_client_of_npm_signs_with_its_secret(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let client = json!({
        "name": "Bookshop",
        "redirect_uri": "https://shop.example/callback",
        "token_endpoint_auth_method": "client_secret_jwt",
    });
    let partner = person.create_client(&client).await;
    let secret = partner.secret.clone().unwrap();
    let told = [("AUTH", "client_secret_jwt".into()), ("CLIENT_SECRET", secret)];
    sign_in(&server, &person, &partner, &told).await;
}

async fn refresh(server: &Server, assertion: &[(&str, String)], token: &str) -> Answer {
    let mut form = vec![("grant_type", "refresh_token".to_owned()), ("refresh_token", token.to_owned())];
    form.extend(assertion.iter().cloned());
    let request = server.api().request(Method::POST, "/oauth/token");
    server.api().send(request.form(&form)).await
}

/// The jti is remembered in the database: another process on it, and this one after a restart, know it, too.
async fn an_assertion_works_once_in_all_processes(database: Database) {
    let mut server = Server::start(database).await;
    let person = Person::register(&server).await;
    let signer = Signer::fresh("ES256").unwrap();
    let partner = signing_partner(&person, &signer).await;
    let again = signer.assertion(&partner.id, &server.url());
    refresh(&server, &again, "unknown").await.expect_oauth_error(400, "invalid_grant");
    refresh(&server, &again, "unknown").await.expect_oauth_error(401, "invalid_client");
    server.restart().await;
    refresh(&server, &again, "unknown").await.expect_oauth_error(401, "invalid_client");
    let fresh = signer.assertion(&partner.id, &server.url());
    refresh(&server, &fresh, "unknown").await.expect_oauth_error(400, "invalid_grant");
}

/// The client names a URL inside, where somebody listens who must not hear of it.
async fn a_jwks_uri_that_points_inside_is_not_asked(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let signer = Signer::fresh("ES256").unwrap();
    let inside = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    inside.set_nonblocking(true).unwrap();
    let port = inside.local_addr().unwrap().port();
    for host in ["127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]"] {
        let client = json!({
            "name": "Bookshop",
            "redirect_uri": "https://shop.example/callback",
            "token_endpoint_auth_method": "private_key_jwt",
            "jwks_uri": format!("https://{host}:{port}/jwks.json"),
        });
        let partner = person.create_client(&client).await;
        let assertion = signer.assertion(&partner.id, &server.url());
        refresh(&server, &assertion, "unknown").await.expect_oauth_error(401, "invalid_client");
        assert!(inside.accept().is_err(), "{host} was asked");
    }
}

on_both!(
    openid_client_of_npm_signs_with_a_private_key,
    openid_client_of_npm_signs_with_its_secret,
    openid_client_of_npm_pushes_and_signs_its_requests,
    an_assertion_works_once_in_all_processes,
    a_jwks_uri_that_points_inside_is_not_asked,
);
