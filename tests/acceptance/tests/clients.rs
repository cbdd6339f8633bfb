//! Client libraries of other languages sign somebody in, through the real pages.

use acceptance::{Database, Person, Server, node, on_both, python, run_client, tests_directory};
use std::path::Path;
use std::process::Command;

async fn check(database: Database, interpreter: &Path, program: &str) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let partner = person.partner().await;
    let mut command = Command::new(interpreter);
    command.arg(tests_directory().join("clients").join(program));
    command.env("ISSUER", server.url()).env("CLIENT_ID", &partner.id);
    command.env("CLIENT_SECRET", partner.secret.as_deref().unwrap_or_default());
    command.env("REDIRECT_URI", &partner.redirect_uri);
    let browser = server.browser();
    let learned = run_client(command, async |url| browser.authorize(url, &person, None).await).await;
    for place in ["claims", "userinfo", "again"] {
        assert_eq!(learned[place]["sub"], person.id.as_str(), "{place}: {learned}");
    }
    assert_eq!(learned["claims"]["iss"], server.url());
    assert_eq!(learned["userinfo"]["email"], person.email.as_str());
}

async fn openid_client_of_npm_signs_in(database: Database) {
    check(database, &node(), "node/sign_in.mjs").await;
}

async fn authlib_of_pypi_signs_in(database: Database) {
    check(database, &python(), "python/sign_in.py").await;
}

on_both!(openid_client_of_npm_signs_in, authlib_of_pypi_signs_in);
