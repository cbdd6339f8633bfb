//! People see to their account with a real browser.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{Database, Person, Server, chromium, free_port, node, on_both, run_client, tests_directory};
use serde_json::json;
use std::process::Command;

async fn people_see_to_their_account_by_keyboard_alone(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let uri = format!("http://127.0.0.1:{}/callback", free_port());
    let partner = person.create_client(&json!({"name": "Shop", "redirect_uri": uri})).await;
    let mut command = Command::new(node());
    command.arg(tests_directory().join("browser/account.mjs"));
    command.env("ISSUER", server.url()).env("CHROMIUM", chromium());
    command.env("EMAIL", &person.email).env("PASSWORD", &person.password);
    command.env("SECOND_EMAIL", format!("second.{}", person.email));
    command.env("NEW_PASSWORD", "plum-tree-under-snow-7");
    command.env("AUTHORIZE_URL", format!("{}{}", server.url(), partner.authorize_url(&[])));
    let saw = run_client(command, async |_| unreachable!("this client has a browser of its own")).await;
    assert_eq!(saw["name"], "Example Ann", "{saw}");
    assert_eq!(saw["sessions"], 1, "{saw}");
    assert_eq!(saw["ended"], "/login", "{saw}");
    assert_eq!(saw["app"], "Shop", "{saw}");
    assert_eq!(saw["addresses"], json!([format!("second.{} Main", person.email)]), "{saw}");
    let activity = saw["activity"].to_string();
    assert!(activity.contains("Removed an address") && activity.contains("Signed in"), "{saw}");
    assert_eq!(saw["look"], "kk dark", "{saw}");
    assert_eq!(saw["export"]["account"]["name"], "Example Ann", "{saw}");
    assert_eq!(saw["export"]["account"]["id"], person.id.as_str(), "{saw}");
    assert_eq!(saw["farewell"], "Your account is deleted", "{saw}");
    assert!(saw["uri"].as_str().unwrap().contains(&person.email), "{saw}");
}

on_both!(people_see_to_their_account_by_keyboard_alone);
