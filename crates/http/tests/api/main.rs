//! The API over HTTP, on stores in memory. Files mirror URLs; `edge` is what holds for every URL.

mod auth;
mod edge;
mod health;
mod oauth;
mod support;
mod well_known;
