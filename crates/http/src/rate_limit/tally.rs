use crate::error::retry_after_seconds;
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use std::time::Duration;

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LIMIT: HeaderName = HeaderName::from_static("ratelimit");

/// What one request left of somebody's quota.
#[derive(Debug, Clone)]
pub(crate) struct Tally {
    pub(super) policy: &'static str,
    /// The policy as a structured field.
    pub(super) described: HeaderValue,
    pub(super) remaining: u32,
    /// When the quota is whole again.
    pub(super) whole_in: Duration,
    /// The wait until the next request, when this one was one too many.
    pub(super) wait: Option<Duration>,
}

impl Tally {
    /// By which policy it was counted.
    pub(crate) fn policy(&self) -> &'static str {
        self.policy
    }

    /// How long to wait, when the request is refused.
    pub(crate) fn refused_for(&self) -> Option<Duration> {
        self.wait
    }

    /// Tells the caller (draft-ietf-httpapi-ratelimit-headers-10).
    pub(crate) fn tell(self, headers: &mut HeaderMap) {
        let (policy, remaining) = (self.policy, self.remaining);
        let left = format!("\"{policy}\";r={remaining};t={}", retry_after_seconds(self.whole_in));
        if let Ok(left) = HeaderValue::from_str(&left) {
            headers.insert(LIMIT, left);
        }
        headers.insert(POLICY, self.described);
    }
}
