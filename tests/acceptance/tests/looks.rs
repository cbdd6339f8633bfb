//! Every page in each of its states, as it looks: light and dark, on a telephone and on a desk.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{Database, Person, Server, chromium, node, on_both, run_client, tests_directory};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// Writes the samples of all pages into a folder.
fn write_gallery(folder: &Path) {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap());
    cargo.args(["run", "-q", "--locked", "-p", "hitkey-pages", "--example", "gallery", "--"]).arg(folder);
    assert!(cargo.current_dir(tests_directory()).status().unwrap().success());
}

#[tokio::test]
async fn axe_finds_nothing_and_nothing_is_wider_than_the_screen() {
    let gallery = tempfile::tempdir().unwrap();
    write_gallery(gallery.path());
    let mut command = Command::new(node());
    command.arg(tests_directory().join("browser/look.mjs"));
    command.env("FOLDER", gallery.path()).env("CHROMIUM", chromium());
    command.env("SCREENSHOTS", tests_directory().join("browser/screenshots/pages"));
    let saw = run_client(command, async |_| unreachable!("this client has a browser of its own")).await;
    assert!(saw["looked"].as_u64().unwrap() > 300, "{saw}");
    assert_eq!(saw["findings"].as_array().unwrap().len(), 0, "{saw:#}");
}

async fn every_language_fits_on_the_smallest_screen(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let mut command = Command::new(node());
    command.arg(tests_directory().join("browser/languages.mjs"));
    command.env("ISSUER", server.url()).env("CHROMIUM", chromium());
    command.env("EMAIL", &person.email).env("PASSWORD", &person.password);
    let saw = run_client(command, async |_| unreachable!("this client has a browser of its own")).await;
    assert_eq!(saw["findings"].as_array().unwrap().len(), 0, "{saw:#}");
    let titles: BTreeSet<_> =
        saw["titles"].as_object().unwrap().values().map(|title| title.as_str().unwrap()).collect();
    assert_eq!(titles.len(), 5, "each has words of its own: {saw:#}");
}

on_both!(every_language_fits_on_the_smallest_screen);
