use crate::openapi::{AuthorizeQuery, Draft, Takes};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use hitkey_oauth::AuthorizeParams;
use std::convert::Infallible;
use std::future::{Ready, ready};

/// Takes the authorization request that stands in the query. Nothing in it is trusted yet.
#[derive(Debug)]
pub struct AuthorizationRequest(pub AuthorizeParams);

impl FromRequest for AuthorizationRequest {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self(AuthorizeParams::from_query(request.query_string()))))
    }
}

impl Takes for AuthorizationRequest {
    fn describe(draft: &mut Draft) {
        draft.query::<AuthorizeQuery>();
    }
}
