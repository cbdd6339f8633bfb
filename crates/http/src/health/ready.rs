//! `/health/ready`

use crate::openapi::About;
use crate::reply::Reply;
use crate::services::Services;
use actix_web::Either;
use actix_web::http::header::{self, HeaderValue};
use actix_web::web::Data;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

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

/// How everything is.
#[derive(Serialize, ToSchema)]
#[schema(as = Readiness, example = json!({ "status": "ready", "checks": { "database": "ok", "keys": "ok" } }))]
pub struct Checks {
    status: &'static str,
    /// `ok` or `failing`, by component.
    checks: BTreeMap<&'static str, &'static str>,
}

pub(crate) const GET: About = About::new("readReadiness", "Tell whether the server can do its work.");

/// `GET /health/ready`: 200 when every component is well, else 503.
pub async fn get(services: Data<Services>) -> Either<Reply<Checks>, Reply<Checks, 503>> {
    let components = services.readiness.check().await;
    let ready = components.iter().all(|component| component.is_well);
    let checks = components.iter().map(|component| (component.name, word(component))).collect();
    if ready {
        return Either::Left(Reply::of(Checks { status: "ready", checks }));
    }
    let reply = Reply::of(Checks { status: "unavailable", checks });
    Either::Right(reply.with_header(header::RETRY_AFTER, HeaderValue::from(1)))
}

fn word(component: &Component) -> &'static str {
    if component.is_well { "ok" } else { "failing" }
}
