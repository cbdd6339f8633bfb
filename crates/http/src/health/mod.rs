//! `/health`: is the process alive, and can it do its work?

pub mod ready;

use actix_web::HttpResponse;
use serde_json::json;

/// `GET /health`: the process answers. Touches nothing, so that a slow database never gets us restarted.
pub async fn get() -> HttpResponse {
    HttpResponse::Ok().json(json!({ "status": "ok" }))
}
