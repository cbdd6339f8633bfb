use crate::cookies;
use crate::openapi::{Draft, Takes};
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest};
use hitkey_kernel::Language;
use std::convert::Infallible;
use std::future::{Ready, ready};

/// The language the caller reads best: the one chosen on the settings page, or else by `Accept-Language`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spoken(pub Language);

impl Spoken {
    /// Reads cookie and header of a request.
    pub fn of(request: &HttpRequest) -> Self {
        let chosen = cookies::value(request, cookies::LANGUAGE).and_then(|tag| Language::from_tag(&tag));
        let header = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        Self(chosen.unwrap_or_else(|| header.map(Language::negotiate).unwrap_or_default()))
    }
}

impl FromRequest for Spoken {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of(request)))
    }
}

/// Nothing that the caller can leave out or get wrong.
impl Takes for Spoken {
    fn describe(_: &mut Draft) {}
}
