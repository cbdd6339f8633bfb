use crate::openapi::{Draft, Takes};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use std::convert::Infallible;
use std::future::{Ready, ready};
use std::marker::PhantomData;

/// Takes what the handler looks at only after something else.
#[derive(Debug)]
pub struct Later<T> {
    request: HttpRequest,
    takes: PhantomData<fn() -> T>,
}

impl<T: FromRequest> Later<T> {
    /// Now it does.
    pub async fn take(self) -> Result<T, T::Error> {
        T::extract(&self.request).await
    }
}

impl<T> FromRequest for Later<T> {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self { request: request.clone(), takes: PhantomData }))
    }
}

impl<T: Takes> Takes for Later<T> {
    fn describe(draft: &mut Draft) {
        T::describe(draft);
    }
}
