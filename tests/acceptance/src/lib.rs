//! The harness of the acceptance tests: the shipped server as a process, and one method per thing a person or a
//! partner application does.
//!
//! [`Server`] runs the `hitkey` binary on a free port, with a data directory and a database of its own.
//! [`Api`] is a device that talks to it, [`Person`] somebody who is registered, [`Partner`] an OAuth client,
//! [`Browser`] the pages without scripts. [`on_both!`] runs a test once per database.
//!
//! The binary is the one that `HITKEY_BIN` names, else the one that cargo built beside the tests: `tests/run
//! acceptance` builds it first.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a harness fails by panicking: the test shows where"
)]

mod answer;
mod apache;
mod api;
mod browser;
mod database;
mod example;
mod flow;
mod guide;
mod html;
mod mail;
mod partner;
mod person;
mod process;
mod project;
mod random;
mod receiver;
mod secrets;
mod server;
mod signer;
mod smtp;
mod tools;
mod totp;
mod wait;

pub use answer::Answer;
pub use apache::{Apache, ApachePlace};
pub use api::Api;
pub use browser::{Browser, Page};
pub use database::Database;
pub use example::{Example, Framework};
pub use flow::{full_flow, full_flow_over_api};
pub use guide::Reader;
pub use html::{Field, Form};
pub use mail::Mail;
pub use partner::{Partner, Tokens};
pub use person::{PASSWORD, Person};
pub use process::{Process, free_port};
pub use project::Project;
pub use random::{digits, email, word};
pub use receiver::Receiver;
pub use secrets::Secrets;
pub use server::Server;
pub use signer::Signer;
pub use smtp::{SmtpServer, Temper};
pub use tools::{chromium, libfaketime, node, python, run_client, tests_directory};
pub use totp::Totp;
pub use wait::{eventually, seconds_now};

/// Runs the async function `$test(database: Database)` as two tests, one per database.
#[macro_export]
macro_rules! on_both {
    ($($test:ident),+ $(,)?) => {$(
        mod $test {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                super::$test($crate::Database::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                super::$test($crate::Database::Postgres).await;
            }
        }
    )+};
}
