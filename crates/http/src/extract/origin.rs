use super::{ClientAddress, Spoken};
use crate::openapi::{Draft, Takes};
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use hitkey_identity::Origin;
use std::convert::Infallible;
use std::future::{Ready, ready};

/// Where a request comes from: address, user agent, language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whence(pub Origin);

impl Whence {
    /// Reads it off a request.
    pub fn of(request: &HttpRequest) -> Self {
        let user_agent = request.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        Self(Origin::new(ClientAddress::seen(request).ip(), user_agent, Spoken::of(request).0))
    }
}

impl FromRequest for Whence {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of(request)))
    }
}

/// Nothing that the caller can leave out or get wrong.
impl Takes for Whence {
    fn describe(_: &mut Draft) {}
}
