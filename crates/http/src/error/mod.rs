//! What a failed request is answered with.
//!
//! The HitKey API and the OAuth endpoints speak two dialects ([`ApiError`], [`OAuthError`]). Both are
//! logged here, once, with the chain of what caused them; the client only ever reads text that stands
//! in a mapping.

mod api;
mod code;
mod fields;
mod identity;
mod oauth;
mod projects;

pub use api::ApiError;
pub use code::Code;
pub use fields::{Checks, FieldError};
pub use oauth::{Challenge, OAuthError, OAuthErrorCode};

use actix_web::http::StatusCode;
use hitkey_kernel::BoxError;
use std::error::Error;
use std::fmt::Write as _;
use std::time::Duration;

/// Writes the one log line of a failed request: errors of ours loudly, those of the caller quietly.
pub(crate) fn report(status: StatusCode, code: &str, source: Option<&BoxError>) {
    let cause = source.map(|source| chain(&**source)).unwrap_or_default();
    match status.as_u16() {
        503 => tracing::warn!(status = 503, code, cause, "refused for lack of resources"),
        status @ 500.. => tracing::error!(status, code, cause, "failed"),
        status => tracing::debug!(status, code, cause, "refused"),
    }
}

/// The error and everything that caused it, outermost first.
fn chain(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let _ = write!(text, ": {cause}");
        next = cause.source();
    }
    text
}

/// `Retry-After` in whole seconds (RFC 9110 §10.2.3), rounded up and never zero.
pub(crate) fn retry_after_seconds(wait: Duration) -> u64 {
    let whole = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    whole.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use hitkey_kernel::StoreError;

    #[test]
    fn the_chain_names_every_cause() {
        let error = StoreError::failed("disk on fire");
        assert_eq!(chain(&error), "the store failed: disk on fire");
    }

    #[test]
    fn waiting_rounds_up_and_is_never_zero() {
        for (wait, seconds) in [(0, 1), (1, 1), (1000, 1), (1001, 2), (59_999, 60)] {
            assert_eq!(retry_after_seconds(Duration::from_millis(wait)), seconds, "{wait} ms");
        }
    }
}
