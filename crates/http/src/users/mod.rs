//! `/users`

pub mod search;

use crate::endpoint::Endpoint;
use actix_web::web::ServiceConfig;

/// Adds the routes below `/users`.
pub(crate) fn configure(config: &mut ServiceConfig) {
    Endpoint::at("/users/search").get(search::get).register(config);
}
