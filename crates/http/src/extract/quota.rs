use crate::error::{OAuthError, OAuthErrorCode};
use crate::openapi::{Draft, Takes};
use crate::rate_limit::{CallerKey, count_caller, count_stranger};
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest};
use std::convert::Infallible;
use std::future::{Ready, ready};

/// Counts a request of an application, once the handler knows whether it proved who it is.
pub struct Quota(HttpRequest);

impl Quota {
    /// It proved it.
    pub(crate) fn count_caller(&self, caller: CallerKey) -> Result<(), OAuthError> {
        Ok(count_caller(&self.0, caller)?)
    }

    /// It did not.
    pub(crate) fn count_stranger(&self) -> Result<(), OAuthError> {
        Ok(count_stranger(&self.0)?)
    }
}

impl FromRequest for Quota {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self(request.clone())))
    }
}

impl Takes for Quota {
    fn describe(draft: &mut Draft) {
        draft.counted();
        draft.refuses_as(StatusCode::TOO_MANY_REQUESTS.as_u16(), OAuthErrorCode::TemporarilyUnavailable);
    }
}
