//! `/health/ready`

use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Data;
use serde_json::{Map, Value, json};

/// Looks whether we can do our work. The binary knows what that takes.
#[async_trait::async_trait]
pub trait Readiness: Send + Sync {
    /// One entry per thing we can't do without: the database, its migrations, the signing keys.
    /// Why one of them is not well belongs in the log, not in the answer.
    async fn check(&self) -> Vec<Component>;
}

/// One thing we can't do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Component {
    /// Its name in the answer, such as `database`.
    pub name: &'static str,
    /// Whether it can be used now.
    pub is_well: bool,
}

/// `GET /health/ready`: 200 when every component is well, else 503.
pub async fn get(services: Data<Services>) -> HttpResponse {
    let components = services.readiness.check().await;
    let ready = components.iter().all(|component| component.is_well);
    let checks: Map<String, Value> =
        components.iter().map(|component| (component.name.to_owned(), word(component).into())).collect();
    if ready {
        return HttpResponse::Ok().json(json!({ "status": "ready", "checks": checks }));
    }
    HttpResponse::ServiceUnavailable()
        .insert_header((header::RETRY_AFTER, 1))
        .json(json!({ "status": "unavailable", "checks": checks }))
}

fn word(component: &Component) -> &'static str {
    if component.is_well { "ok" } else { "failing" }
}
