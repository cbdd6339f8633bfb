use super::RequestId;
use crate::extract::ClientAddress;
use actix_web::dev::ServiceResponse;
use actix_web::http::Method;
use std::time::Duration;
use tracing::{Level, Span};

/// The span of one request. It carries neither query nor headers nor the path as sent: any of them may
/// hold a secret.
pub(super) fn root(id: &RequestId, method: &Method) -> Span {
    tracing::info_span!("request", id = id.as_str(), method = method.as_str())
}

/// One line per request: at `info`, or at `debug` for what is polled all day long.
pub(super) fn outcome<B>(response: &ServiceResponse<B>, address: ClientAddress, took: Duration) {
    if !tracing::enabled!(Level::INFO) {
        return;
    }
    let route = response.request().match_pattern();
    let route = route.as_deref().unwrap_or("none");
    let status = response.status().as_u16();
    let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
    let client = address.ip().map(tracing::field::display);
    if is_polled(route) {
        tracing::debug!(route, status, micros, client, "answered");
    } else {
        tracing::info!(route, status, micros, client, "answered");
    }
}

fn is_polled(route: &str) -> bool {
    ["/health", "/.well-known/", "/oauth/jwks", "/assets/"].iter().any(|prefix| route.starts_with(prefix))
}
