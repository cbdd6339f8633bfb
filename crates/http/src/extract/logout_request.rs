use super::Pairs;
use crate::openapi::{self, Draft, Takes};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use hitkey_oauth::LogoutParams;
use serde::Deserialize;
use std::convert::Infallible;
use std::future::{Ready, ready};

/// Takes the logout request that stands in the query. Nothing in it is trusted yet.
#[derive(Debug)]
pub struct LogoutQuery(pub LogoutParams);

impl FromRequest for LogoutQuery {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self(LogoutParams::from_query(request.query_string()))))
    }
}

impl Takes for LogoutQuery {
    fn describe(draft: &mut Draft) {
        draft.query::<openapi::LogoutQuery>();
    }
}

/// The fields of a logout request that comes by form, or of the answer to our question.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct LogoutPairs(pub Pairs);
