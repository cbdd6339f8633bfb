//! HitKey's REST API and pages on actix-web.

pub mod pages;
