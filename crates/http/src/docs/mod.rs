//! `/docs`: Swagger UI over the description of the API, from files that are compiled in.

use crate::edge::DOCS_POLICY;
use crate::endpoint::{Endpoint, Routes};
use crate::error::ApiError;
use actix_web::http::header::{self, ContentType};
use actix_web::web::Path;
use actix_web::{HttpResponse, HttpResponseBuilder};
use std::sync::Arc;
use utoipa_swagger_ui::Config;

const INDEX: &str = include_str!("index.html");
const INITIALIZER: &str = include_str!("initializer.js");
/// What the page loads of Swagger UI; its own page and its maps are not served.
const PARTS: [&str; 5] = [
    "swagger-ui-bundle.js",
    "swagger-ui.css",
    "favicon-32x32.png",
    "oauth2-redirect.html",
    "oauth2-redirect.js",
];

/// Adds the routes of the page and its parts.
pub(crate) fn configure(routes: &mut Routes) {
    Endpoint::at("/docs").page(get).register(routes);
    Endpoint::at("/docs/{part}").page(part).register(routes);
}

/// `GET /docs`
async fn get() -> HttpResponse {
    kept(HttpResponse::Ok()).content_type(ContentType::html()).body(INDEX)
}

/// `GET /docs/{part}`: a file of the page.
async fn part(name: Path<String>) -> Result<HttpResponse, ApiError> {
    if *name == "initializer.js" {
        return Ok(kept(HttpResponse::Ok()).content_type("text/javascript; charset=utf-8").body(INITIALIZER));
    }
    let name = PARTS.into_iter().find(|part| *part == *name).ok_or_else(ApiError::not_found)?;
    // The configuration only fills in a file that is not among the parts.
    let file = utoipa_swagger_ui::serve(name, Arc::new(Config::default()));
    let file =
        file.map_err(|error| ApiError::internal(error.to_string()))?.ok_or_else(ApiError::not_found)?;
    Ok(kept(HttpResponse::Ok()).content_type(file.content_type).body(file.bytes.into_owned()))
}

/// A new version of the server may bring new files.
fn kept(mut response: HttpResponseBuilder) -> HttpResponseBuilder {
    response
        .insert_header((header::CONTENT_SECURITY_POLICY, DOCS_POLICY))
        .insert_header((header::CACHE_CONTROL, "public, max-age=3600"));
    response
}
