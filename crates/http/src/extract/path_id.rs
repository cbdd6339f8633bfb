use crate::error::{ApiError, Code};
use crate::openapi::{Draft, Id, Takes};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use std::future::{Ready, ready};
use std::str::FromStr;

/// Takes the `{id}` of the path. Text that is no id names nothing: 404.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PathId<T>(pub T);

impl<T: FromStr> PathId<T> {
    /// Reads it off a request.
    pub(crate) fn of(request: &HttpRequest) -> Result<Self, ApiError> {
        let id = request.match_info().get("id").and_then(|text| text.parse().ok());
        id.map(Self).ok_or_else(ApiError::not_found)
    }
}

impl<T: FromStr> FromRequest for PathId<T> {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}

impl<T> Takes for PathId<T> {
    fn describe(draft: &mut Draft) {
        draft.path::<Id>("id");
        draft.fails(&[Code::NotFound]);
    }
}
