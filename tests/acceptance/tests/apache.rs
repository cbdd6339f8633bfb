//! A certified relying party, Apache's `mod_auth_openidc`, signs somebody in and out with a real browser.

use acceptance::{
    Apache, ApachePlace, Database, Person, Server, chromium, node, on_both, run_client, tests_directory,
};
use serde_json::json;
use std::process::Command;

async fn mod_auth_openidc_signs_in_and_out(database: Database) {
    // Apache is on this machine, and HitKey is to tell it of a sign-out.
    let server = Server::start_with(database, &[("HITKEY_OUTBOUND_ALLOW", "127.0.0.0/8")]).await;
    let person = Person::register(&server).await;
    let place = ApachePlace::find();
    let client = json!({
        "name": "Intranet",
        "redirect_uri": place.redirect_uri(),
        "post_logout_redirect_uris": [place.url("/bye.html")],
        "backchannel_logout_uri": place.redirect_uri() + "?logout=backchannel",
        "backchannel_logout_session_required": true,
    });
    let apache = Apache::start(place, &server.url(), &person.create_client(&client).await).await;
    let mut command = Command::new(node());
    command.arg(tests_directory().join("browser/apache.mjs"));
    command.env("ISSUER", server.url()).env("SITE", place.url("")).env("CHROMIUM", chromium());
    command.env("EMAIL", &person.email).env("PASSWORD", &person.password);
    let saw = run_client(command, async |_| unreachable!("this client has a browser of its own")).await;
    let log = apache.process.log();
    assert_eq!(saw["welcome"], format!("Welcome {}", person.email), "{log}");
    assert_eq!(saw["user"], format!("{}@{}", person.id, server.url()), "{log}");
    assert_eq!(saw["goodbye"], "Goodbye", "{log}");
    assert_eq!((&saw["knownBefore"], &saw["forgotten"]), (&json!(true), &json!(true)), "{log}");
}

on_both!(mod_auth_openidc_signs_in_and_out);
