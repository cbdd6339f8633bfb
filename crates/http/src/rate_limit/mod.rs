//! How many requests somebody may send in a minute.
//!
//! Whoever proves who they are is counted by that, wherever they are; whoever does not, by the block of their
//! address. So a good credential is never refused because of what the neighbours do, and a heap of bad ones opens
//! nothing new. This is counted in the memory of each process; what guesses passwords or causes mails is counted
//! by the domains besides, in the database.

mod limiter;
mod rates;
mod strangers;
mod tally;

pub use rates::RateLimits;
pub use strangers::Dialect;
pub(crate) use strangers::admit_strangers;
pub(crate) use tally::Tally;

use crate::error::{ApiError, OAuthError};
use crate::extract::ClientAddress;
use crate::services::Services;
use actix_web::{HttpMessage as _, HttpRequest, web};
use hitkey_identity::AddressBlock;
use hitkey_kernel::{ApiClientId, GrantId, SessionId};
use limiter::Limiter;
use std::time::Duration;

/// Whom a request is counted for once they are known. Never the token itself: one token can be written in several
/// ways, and is renewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum CallerKey {
    /// The holder of an API token or a session cookie.
    Session(SessionId),
    /// The holder of the token of an API client.
    ApiClient(ApiClientId),
    /// The holder of an access token.
    Grant(GrantId),
}

/// What was counted so far.
pub(crate) struct Limits {
    strangers: Option<Limiter<AddressBlock>>,
    callers: Option<Limiter<CallerKey>>,
}

impl Limits {
    pub(crate) fn new(rates: RateLimits) -> Self {
        Self {
            strangers: rates.anonymous.map(|rate| Limiter::new("anonymous", rate)),
            callers: rates.token.map(|rate| Limiter::new("token", rate)),
        }
    }
}

/// Somebody must wait before their next request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TooManyRequests(Duration);

/// Counts a request of somebody who has proved who they are.
pub(crate) fn count_caller(request: &HttpRequest, caller: CallerKey) -> Result<(), TooManyRequests> {
    let Some(limiter) = limits(request).and_then(|limits| limits.callers.as_ref()) else { return Ok(()) };
    note(request, limiter.count(&caller))
}

/// Counts a request of somebody who has not, by the block of their address; not when there is none, nor twice.
pub(crate) fn count_stranger(request: &HttpRequest) -> Result<(), TooManyRequests> {
    let Some(limiter) = limits(request).and_then(|limits| limits.strangers.as_ref()) else { return Ok(()) };
    if request.extensions().contains::<Tally>() {
        return Ok(());
    }
    let Some(ip) = ClientAddress::seen(request).ip() else { return Ok(()) };
    note(request, limiter.count(&AddressBlock::of(ip)))
}

fn limits(request: &HttpRequest) -> Option<&Limits> {
    request.app_data::<web::Data<Services>>().map(|services| services.limits())
}

/// Keeps the tally for the headers of the answer.
fn note(request: &HttpRequest, tally: Tally) -> Result<(), TooManyRequests> {
    let refused = tally.refused_for();
    if refused.is_some() {
        count(request, tally.policy());
    }
    request.extensions_mut().insert(tally);
    refused.map_or(Ok(()), |wait| Err(TooManyRequests(wait)))
}

fn count(request: &HttpRequest, policy: &'static str) {
    let services = request.app_data::<web::Data<Services>>();
    if let Some(telemetry) = services.and_then(|services| services.telemetry()) {
        telemetry.limited(policy);
    }
}

impl From<TooManyRequests> for ApiError {
    fn from(TooManyRequests(wait): TooManyRequests) -> Self {
        Self::too_many_requests(wait)
    }
}

impl From<TooManyRequests> for OAuthError {
    fn from(TooManyRequests(wait): TooManyRequests) -> Self {
        Self::too_many_requests(wait)
    }
}
