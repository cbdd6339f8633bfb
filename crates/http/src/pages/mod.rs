//! The pages: what a person sees in a browser. The handlers live here, the markup in `hitkey-pages`.

use actix_web::web::ServiceConfig;

/// Adds the routes of the pages.
pub fn configure(_: &mut ServiceConfig) {}
