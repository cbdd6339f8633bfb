use crate::services::Services;
use crate::telemetry::Answered;
use actix_web::dev::ServiceResponse;
use actix_web::http::Method;
use actix_web::web;
use std::time::Duration;

/// Counts an answered request, if somebody counts.
pub(super) fn answered<B>(response: &ServiceResponse<B>, took: Duration) {
    let request = response.request();
    let services = request.app_data::<web::Data<Services>>();
    let Some(telemetry) = services.and_then(|services| services.telemetry()) else { return };
    telemetry.answered(Answered {
        route: request.match_pattern().as_deref().unwrap_or("none"),
        method: word(request.method()),
        status: response.status().as_u16(),
        took,
    });
}

/// Callers may make methods up.
fn word(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PATCH => "PATCH",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
