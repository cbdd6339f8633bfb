use crate::error::{ApiError, Code};
use crate::openapi::{Draft, Takes};
use actix_web::dev::Payload;
use actix_web::web::Query;
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;
use std::future::{Ready, ready};
use utoipa::IntoParams;

/// Takes the parameters of the query. Refusal: 400 `MALFORMED_REQUEST`, for one when a parameter is repeated.
#[derive(Debug)]
pub struct QueryOf<T>(pub T);

impl<T: DeserializeOwned> FromRequest for QueryOf<T> {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let read = Query::<T>::from_query(request.query_string());
        ready(match read {
            Ok(Query(parameters)) => Ok(Self(parameters)),
            Err(_) => Err(ApiError::new(Code::MalformedRequest, "The query can't be read.")),
        })
    }
}

impl<T: IntoParams> Takes for QueryOf<T> {
    fn describe(draft: &mut Draft) {
        draft.query::<T>();
        draft.fails(&[Code::MalformedRequest]);
    }
}
