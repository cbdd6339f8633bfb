//! The store on both databases.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod behaviour;
mod common;
mod contracts;
mod events;
mod housekeeping;
mod live_schema;
mod migrations;
mod people;
mod ports;
mod project_rules;
mod projects;
mod rows;
mod session_ends;
mod shut_out;
mod with_projects;
