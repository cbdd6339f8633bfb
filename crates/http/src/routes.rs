//! Which URL is answered by which file.

use crate::error::ApiError;
use crate::pages;
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::{self, ServiceConfig};

/// Adds the services and every route. What is asked for most comes first: routes are tried in order.
pub fn configure(services: web::Data<Services>) -> impl FnOnce(&mut ServiceConfig) {
    move |config| {
        config.app_data(services);
        pages::configure(config);
        config.default_service(web::to(unknown));
    }
}

/// Nothing is here. As JSON, like every error.
async fn unknown() -> Result<HttpResponse, ApiError> {
    Err(ApiError::not_found())
}
