//! A real browser goes through the real pages: sign-in, second factor, consent, and back to the relying party.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{Database, Person, Server, chromium, free_port, node, on_both, run_client, tests_directory};
use serde_json::json;
use std::process::Command;

async fn chromium_signs_in(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let port = free_port();
    let uri = format!("http://127.0.0.1:{port}/callback");
    let partner = person.create_client(&json!({"name": "Shop", "redirect_uri": uri})).await;
    let (totp, _) = person.turn_on_totp().await;
    let mut command = Command::new(node());
    command.arg(tests_directory().join("browser/sign_in.mjs"));
    command.env("ISSUER", server.url()).env("CLIENT_ID", &partner.id);
    command.env("CLIENT_SECRET", partner.secret.as_deref().unwrap());
    command.env("RP_PORT", port.to_string()).env("CHROMIUM", chromium());
    command.env("EMAIL", &person.email).env("PASSWORD", &person.password).env("CODE", totp.next_code());
    if database == Database::Sqlite {
        command.env("SCREENSHOTS", tests_directory().join("browser/screenshots"));
    }
    let saw = run_client(command, async |_| unreachable!("this client has a browser of its own")).await;
    assert_eq!(saw["claims"]["sub"], person.id.as_str(), "{saw}");
    assert_eq!(saw["claims"]["amr"], json!(["pwd", "otp", "mfa"]), "{saw}");
}

async fn chromium_tries_the_api_from_its_description(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let mut command = Command::new(node());
    command.arg(tests_directory().join("browser/docs.mjs"));
    command.env("ISSUER", server.url()).env("TOKEN", &person.token).env("CHROMIUM", chromium());
    if database == Database::Sqlite {
        command.env("SCREENSHOTS", tests_directory().join("browser/screenshots"));
    }
    let saw = run_client(command, async |_| unreachable!("this client has a browser of its own")).await;
    assert!(saw["operations"].as_u64().unwrap() > 70, "{saw}");
    assert_eq!(saw["status"], "200", "{saw}");
    assert!(saw["body"].as_str().unwrap().contains(&person.email), "{saw}");
}

async fn chromium_posts_the_answer_to_another_site(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let port = free_port();
    let uri = format!("http://127.0.0.1:{port}/callback");
    let partner = person.create_client(&json!({"name": "Shop", "redirect_uri": uri})).await;
    let mut command = Command::new(node());
    command.arg(tests_directory().join("browser/form_post.mjs"));
    command.env("ISSUER", server.url()).env("CLIENT_ID", &partner.id);
    command.env("CLIENT_SECRET", partner.secret.as_deref().unwrap());
    command.env("RP_PORT", port.to_string()).env("CHROMIUM", chromium());
    command.env("EMAIL", &person.email).env("PASSWORD", &person.password);
    let saw = run_client(command, async |_| unreachable!("this client has a browser of its own")).await;
    let seen = saw["seen"].as_array().unwrap();
    let methods: Vec<_> = seen.iter().map(|answer| answer["method"].as_str().unwrap()).collect();
    assert_eq!(methods, ["POST", "POST", "POST", "POST", "GET", "GET"], "{saw}");
    for answer in seen {
        assert_eq!(answer["claims"]["sub"], person.id.as_str(), "{saw}");
        assert!(answer["method"] == "GET" || answer["origin"] == server.url().as_str(), "{saw}");
    }
}

on_both!(
    chromium_posts_the_answer_to_another_site,
    chromium_signs_in,
    chromium_tries_the_api_from_its_description
);
