//! The shipped server does what its description says: schemathesis makes requests from it, good and bad ones, the same
//! in each run.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and shows what was done"
)]

use acceptance::{Database, Person, Server, on_both, python, tests_directory};
use std::io::Write as _;
use std::process::Command;

/// Nobody waits for the limits here: they have tests of their own.
const UNLIMITED: [(&str, &str); 2] =
    [("HITKEY_RATE_LIMIT_ANONYMOUS", "off"), ("HITKEY_RATE_LIMIT_TOKEN", "off")];

/// What the random requests come from: the same in each run, unless somebody looks for more.
fn seed() -> String {
    std::env::var("SCHEMATHESIS_SEED").unwrap_or_else(|_| "3".to_owned())
}

/// Shows what a run came to even when the test passes: what is written past `println!` is not held back.
fn show_summary(told: &str) {
    let phases = told.lines().filter(|line| line.contains(" (in ") || line.contains("API Links:"));
    let summary = told.lines().skip_while(|line| !line.contains("= SUMMARY ="));
    let lines: Vec<_> = phases.chain(summary).collect();
    std::io::stdout().write_all(format!("{}\n", lines.join("\n")).as_bytes()).unwrap();
}

async fn schemathesis_finds_nothing(database: Database) {
    let server = Server::start_with(database, &UNLIMITED).await;
    let person = Person::register(&server).await;
    let second = person.sign_in().await.expect(200).text("token");
    let stranger = Person::register(&server).await;
    let directory = tempfile::tempdir().unwrap(); // where it leaves its notes
    let mut command = Command::new(python().with_file_name("schemathesis"));
    command.current_dir(&directory);
    command.arg("--config-file").arg(tests_directory().join("schemathesis.toml"));
    command.arg("run").arg(format!("{}/swagger.json", server.url()));
    command.args(["--checks", "all", "--no-color", "--seed", &seed()]);
    command.env("ISSUER", server.url()).env("TOKEN", &person.token).env("SECOND_TOKEN", second);
    command.env("STRANGERS_TOKEN", stranger.token);
    let run = command.output().unwrap();
    let told = String::from_utf8_lossy(&run.stdout);
    println!("{told}");
    show_summary(&told);
    assert!(run.status.success(), "{told}\n{}", String::from_utf8_lossy(&run.stderr));
}

on_both!(schemathesis_finds_nothing);
