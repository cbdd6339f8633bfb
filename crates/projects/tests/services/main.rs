//! The use cases over stores in memory: every rule, every error code of the API's chapter on projects.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod api_clients;
mod audit;
mod codes;
mod economy;
mod invites;
mod members;
mod permissions;
mod projects;
mod races;
mod support;
mod team_api_clients;
