//! Starting, stopping and asking the binary.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{Database, Person, Server, on_both};
use std::process::Output;
use std::time::Duration;

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

async fn a_signal_ends_it_in_good_order(database: Database) {
    for signal in ["TERM", "INT"] {
        let mut server = Server::start(database).await;
        let person = Person::register(&server).await;
        // Signing in takes a hash; the signal comes meanwhile.
        let (process, api) = (server.process_id(), person.api.clone());
        let (email, password) = (person.email.clone(), person.password.clone());
        let signing_in = tokio::spawn(async move { api.sign_in(&email, &password).await });
        tokio::time::sleep(Duration::from_millis(5)).await;
        let sent =
            std::process::Command::new("kill").args([&format!("-{signal}"), &process.to_string()]).status();
        assert!(sent.is_ok_and(|status| status.success()));
        let status = server.wait();
        assert_eq!(status.code(), Some(0), "{signal}: {}", server.log());
        assert_eq!(signing_in.await.unwrap().status, 200);
    }
}

async fn what_was_there_is_there_after_a_restart(database: Database) {
    let mut server = Server::start(database).await;
    let person = Person::register(&server).await;
    let tokens = person.partner().await.tokens(&person).await;
    server.restart().await;
    person.me().await.expect(200);
    person.api.userinfo(&tokens.access_token).await.expect(200);
}

async fn migrating_twice_is_migrating_once(database: Database) {
    let server = Server::new(database, &[]);
    for _ in 0..2 {
        let output = server.cli(&["migrate"]);
        assert!(output.status.success(), "{}", said(&output));
    }
}

on_both!(
    a_signal_ends_it_in_good_order,
    what_was_there_is_there_after_a_restart,
    migrating_twice_is_migrating_once
);

#[test]
fn the_settings_are_shown_without_their_secrets() {
    let settings = [("HITKEY_SMTP_URL", "smtp://ann:s3cret-word@mail.example.org:587")];
    let output = Server::new(Database::Sqlite, &settings).cli(&["check-config"]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(
        said(&output).contains("mail.example.org") && !said(&output).contains("s3cret-word"),
        "{}",
        said(&output)
    );
}

#[test]
fn wrong_settings_are_refused_by_name() {
    for (name, value, right) in [
        ("HITKEY_LISTN", "127.0.0.1:1", "HITKEY_LISTEN"),
        ("HITKEY_LISTEN", "everywhere", "127.0.0.1:8080"),
        ("HITKEY_PUBLIC_URL", "http://id.example.org", "https"),
    ] {
        let output = Server::new(Database::Sqlite, &[(name, value)]).cli(&["check-config"]);
        assert!(!output.status.success(), "{name}={value}");
        assert!(said(&output).contains(name) && said(&output).contains(right), "{name}: {}", said(&output));
    }
}

#[tokio::test]
async fn health_is_asked_over_http_and_by_command() {
    let mut server = Server::start(Database::Sqlite).await;
    server.get("/health").await.expect(200);
    assert!(server.cli(&["healthcheck"]).status.success());
    server.kill();
    assert!(!server.cli(&["healthcheck"]).status.success());
    let version = server.cli(&["--version"]);
    assert!(said(&version).contains(env!("CARGO_PKG_VERSION")), "{}", said(&version));
}

#[tokio::test]
async fn a_data_directory_is_used_by_one_key_only() {
    let mut server = Server::start(Database::Sqlite).await;
    server.terminate();
    std::fs::remove_file(server.data_directory().join("server.key")).unwrap();
    server.set("HITKEY_SECRET_KEY", &format!("{}=", "A".repeat(43)));
    assert!(!server.run_in_vain().success(), "a server with a strange key runs: {}", server.log());
}
