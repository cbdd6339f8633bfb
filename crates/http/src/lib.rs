//! HitKey's REST API and pages on actix-web.

mod app;
pub mod auth;
pub mod cookies;
pub mod csrf;
mod document;
pub mod edge;
mod endpoint;
pub mod error;
pub mod extract;
pub mod health;
pub mod oauth;
pub mod pages;
mod routes;
mod services;
mod settings;
pub mod well_known;

pub use app::app;
pub use endpoint::Endpoint;
pub use routes::configure;
pub use services::Services;
pub use settings::HttpSettings;
