//! HitKey's REST API and pages on actix-web.
//!
//! This crate owns the wire: URLs, bodies, status codes, headers, cookies, and the words of errors. It
//! refuses rules (the domains decide) and adapters (the binary brings them): a handler extracts, calls one
//! use case, and answers.
//!
//! - [`api`], [`auth`], [`oauth`], [`projects`], [`invites`], [`health`], [`well_known`]: one handler per file, and the files mirror the URLs.
//! - [`extract`]: what a handler takes from a request. [`Caller`](extract::Caller) is whoever calls, in person or by an
//!   API client, [`Person`](extract::Person) whoever is signed in in person,
//!   [`Json`](extract::Json) a checked body, [`OAuthForm`](extract::OAuthForm) the parameters of an OAuth endpoint.
//! - [`error`]: the two dialects in which requests fail, logged once, with what caused them.
//! - [`csrf`] and [`cookies`]: what a browser may do on somebody's behalf.
//! - [`edge`]: what every request and every answer goes through.
//!
//! [`app`] is the whole application; put it into an `HttpServer` once per worker:
//!
//! ```no_run
//! # async fn run(services: hitkey_http::Services) -> std::io::Result<()> {
//! use actix_web::{HttpServer, web::Data};
//! let services = Data::new(services);
//! HttpServer::new(move || hitkey_http::app(services.clone())).bind("127.0.0.1:8080")?.run().await
//! # }
//! ```

pub mod api;
mod app;
pub mod auth;
pub mod cookies;
pub mod csrf;
mod docs;
mod document;
pub mod edge;
mod endpoint;
pub mod error;
pub mod extract;
pub mod health;
pub mod invites;
pub mod oauth;
pub mod openapi;
pub mod pages;
pub mod projects;
mod rate_limit;
mod reply;
mod routes;
mod services;
mod settings;
pub mod telemetry;
pub mod users;
pub mod well_known;

pub use app::app;
pub use endpoint::{Endpoint, Operation, Routes};
pub use rate_limit::{Dialect, RateLimits};
pub use reply::{Created, Message, Reply};
pub use routes::{all as routes, configure};
pub use services::{Domains, Services};
pub use settings::HttpSettings;
