//! `/health`: is the process alive, and can it do its work?

pub mod ready;

use crate::endpoint::{Endpoint, Routes};
use crate::openapi::About;
use crate::reply::Reply;
use serde::Serialize;
use utoipa::ToSchema;

/// Adds the routes of health.
pub(crate) fn configure(routes: &mut Routes) {
    Endpoint::at("/health").get(get, GET).register(routes);
    Endpoint::at("/health/ready").get(ready::get, ready::GET).register(routes);
}

/// The process answers.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "status": "ok" }))]
pub struct Alive {
    status: &'static str,
}

pub(crate) const GET: About = About::new("readHealth", "Tell that the process is alive.");

/// `GET /health`: the process answers. Touches nothing, so that a slow database never gets us restarted.
pub async fn get() -> Reply<Alive> {
    Reply::of(Alive { status: "ok" })
}
