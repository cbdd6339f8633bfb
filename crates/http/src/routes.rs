//! Which URL is answered by which file.

use crate::endpoint::Routes;
use crate::error::ApiError;
use crate::services::Services;
use crate::{api, auth, docs, health, invites, oauth, openapi, pages, projects, users};
use actix_web::HttpResponse;
use actix_web::web::{self, ServiceConfig};

/// Adds the services and every route.
pub fn configure(services: web::Data<Services>) -> impl FnOnce(&mut ServiceConfig) {
    move |config| {
        config.app_data(services).app_data(pages::form_limit());
        all().serve(config);
        config.default_service(web::to(unknown));
    }
}

/// Every route. What is asked for most comes first: they are tried in order.
pub fn all() -> Routes {
    let mut routes = Routes::default();
    oauth::configure_protocol(&mut routes);
    health::configure(&mut routes);
    auth::configure(&mut routes);
    oauth::configure_clients(&mut routes);
    api::configure(&mut routes);
    projects::configure(&mut routes);
    invites::configure(&mut routes);
    users::configure(&mut routes);
    openapi::configure(&mut routes);
    docs::configure(&mut routes);
    pages::configure(&mut routes);
    routes
}

/// Nothing is here. As JSON, like every error.
async fn unknown() -> Result<HttpResponse, ApiError> {
    Err(ApiError::not_found())
}
