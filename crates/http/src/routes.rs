//! Which URL is answered by which file.

use crate::endpoint::Endpoint;
use crate::error::ApiError;
use crate::services::Services;
use crate::{auth, health, invites, oauth, pages, projects, users};
use actix_web::HttpResponse;
use actix_web::web::{self, ServiceConfig};

/// Adds the services and every route. What is asked for most comes first: routes are tried in order.
pub fn configure(services: web::Data<Services>) -> impl FnOnce(&mut ServiceConfig) {
    move |config| {
        config.app_data(services);
        oauth::configure_protocol(config);
        Endpoint::at("/health").get(health::get).register(config);
        Endpoint::at("/health/ready").get(health::ready::get).register(config);
        auth::configure(config);
        oauth::configure_clients(config);
        projects::configure(config);
        invites::configure(config);
        users::configure(config);
        pages::configure(config);
        config.default_service(web::to(unknown));
    }
}

/// Nothing is here. As JSON, like every error.
async fn unknown() -> Result<HttpResponse, ApiError> {
    Err(ApiError::not_found())
}
