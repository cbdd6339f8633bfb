//! The API over HTTP, on stores in memory. Files mirror URLs; `edge` is what holds for every URL.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test stops at what it did not expect")]

mod api;
mod auth;
mod codes;
mod described;
mod docs;
mod edge;
mod health;
mod invites;
mod matrix;
mod oauth;
mod openapi;
mod paging;
mod projects;
mod support;
mod users;
mod well_known;
