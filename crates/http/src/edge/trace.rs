use super::RequestId;
use crate::extract::ClientAddress;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use std::time::Duration;
use tracing::{Level, Span};

/// The span of one request. It carries neither query nor headers nor the path as sent: any of them may
/// hold a secret. Around a document from memory nothing is said but the outcome, so it has the outcome's level.
pub(super) fn root(id: &RequestId, request: &ServiceRequest) -> Span {
    let (id, method) = (id.as_str(), request.method().as_str());
    if is_from_memory(request.path()) {
        tracing::debug_span!("request", id, method)
    } else {
        tracing::info_span!("request", id, method)
    }
}

/// One line per request: at `info`, or at `debug` for what is polled all day long.
pub(super) fn outcome<B>(response: &ServiceResponse<B>, address: ClientAddress, took: Duration) {
    let path = response.request().path();
    let is_polled = is_from_memory(path) || path == "/health/ready";
    if (is_polled && !tracing::enabled!(Level::DEBUG)) || !tracing::enabled!(Level::INFO) {
        return;
    }
    let route = response.request().match_pattern();
    let route = route.as_deref().unwrap_or("none");
    let status = response.status().as_u16();
    let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
    let client = address.ip().map(tracing::field::display);
    if is_polled {
        tracing::debug!(route, status, micros, client, "answered");
    } else {
        tracing::info!(route, status, micros, client, "answered");
    }
}

fn is_from_memory(path: &str) -> bool {
    path == "/health"
        || ["/.well-known/", "/oauth/jwks", "/assets/"].iter().any(|prefix| path.starts_with(prefix))
}
