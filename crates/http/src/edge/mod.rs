//! What happens to every request on its way in and to every response on its way out.

mod cors;
mod count;
mod headers;
mod request_id;
mod timely_body;
mod trace;

pub use headers::{DOCS_POLICY, PAGE_SOURCES, form_post_policy, frames_policy, page_policy};
pub use request_id::{RequestId, RequestIds};

use crate::cookies;
use crate::extract::{ClientAddress, Renewal};
use crate::rate_limit::Tally;
use crate::services::Services;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage as _, web};
use std::time::Instant;
use tracing::Instrument as _;

/// The one middleware: names the request, opens its span, limits the time that its body may take, dresses the
/// response, counts and logs the outcome.
pub(crate) async fn pass(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let Some(edge) = Edge::of(&request) else { return next.call(request).await };
    let span = trace::root(&edge.id, &request);
    request.extensions_mut().insert(edge.id.clone());
    timely_body::expect(&mut request);
    let mut response = next.call(request).instrument(span.clone()).await?;
    edge.dress(&mut response);
    let took = edge.started.elapsed();
    count::answered(&response, took);
    span.in_scope(|| trace::outcome(&response, edge.address, took));
    Ok(response)
}

/// What is known of a request before anybody has looked at it.
struct Edge {
    id: RequestId,
    address: ClientAddress,
    hsts: bool,
    started: Instant,
}

impl Edge {
    fn of(request: &ServiceRequest) -> Option<Self> {
        let services = request.app_data::<web::Data<Services>>()?;
        let id = services.request_ids().name(request.headers());
        let address = ClientAddress::of(request.request(), services.settings());
        let hsts = services.settings().is_https() && address.came_by_https();
        Some(Self { id, address, hsts, started: Instant::now() })
    }

    fn dress<B>(&self, response: &mut ServiceResponse<B>) {
        renew_session(response);
        tell_limits(response);
        let open_to = cors::is_open(response.request().path()).then(|| response.request().method().clone());
        let headers = response.headers_mut();
        headers::dress(headers, &self.id, self.hsts);
        if let Some(method) = open_to {
            cors::open(headers, &method);
        }
    }
}

/// Tells whoever was counted what is left.
fn tell_limits<B>(response: &mut ServiceResponse<B>) {
    let tally = response.request().extensions_mut().remove::<Tally>();
    if let Some(tally) = tally {
        tally.tell(response.headers_mut());
    }
}

/// Tells the browser that its session cookie lives on, unless the handler said something else about it.
fn renew_session<B>(response: &mut ServiceResponse<B>) {
    let Some(renewal) = response.request().extensions_mut().remove::<Renewal>() else { return };
    let Some(services) = response.request().app_data::<web::Data<Services>>().cloned() else { return };
    let said = response.response().cookies().any(|cookie| cookie.name() == cookies::SESSION);
    if !said {
        let cookie =
            cookies::keep(cookies::SESSION, renewal.cookie.expose(), renewal.lifetime, services.settings());
        let _ = response.response_mut().add_cookie(&cookie);
    }
}
