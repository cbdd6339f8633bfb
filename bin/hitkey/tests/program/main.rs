//! The shipped program, run as a person runs it.

mod check_config;
#[expect(clippy::unwrap_used, reason = "a test that can't set itself up fails")]
mod common;
mod server;
