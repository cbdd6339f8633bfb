use crate::openapi::{Draft, Replies};
use actix_web::body::BoxBody;
use actix_web::cookie::Cookie;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, Responder};
use serde::Serialize;
use std::marker::PhantomData;
use utoipa::ToSchema;

/// An answer with `T` as JSON and a status. The type is what the description shows.
///
/// A view may borrow from what the handler holds: it is written at once, so `Reply<View<'_>>` is good as
/// `Reply<View<'static>>`.
pub struct Reply<T, const STATUS: u16 = 200> {
    response: HttpResponse,
    shows: PhantomData<fn(T)>,
}

/// 201, with the thing made.
pub type Created<T> = Reply<T, 201>;

impl<T: Serialize, const STATUS: u16> Reply<T, STATUS> {
    /// Shows a view.
    pub fn of(view: T) -> Self {
        let status = StatusCode::from_u16(STATUS).unwrap_or(StatusCode::OK);
        Self { response: HttpResponse::build(status).json(view), shows: PhantomData }
    }
}

impl<T> Reply<T> {
    /// Shows what a domain wrote in the shape of `T`.
    pub fn written(view: impl Serialize) -> Self {
        Self { response: HttpResponse::Ok().json(view), shows: PhantomData }
    }
}

impl Reply<Message> {
    /// Says that it is done, where there is nothing else to show.
    pub fn saying(message: &'static str) -> Self {
        Self::of(Message { message })
    }
}

impl<T, const STATUS: u16> Reply<T, STATUS> {
    /// Adds a header.
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.response.headers_mut().insert(name, value);
        self
    }

    /// Adds a cookie.
    pub fn with_cookie(mut self, cookie: &Cookie<'_>) -> Self {
        // Only what is no header value is refused, and a cookie that we make is one.
        let _ = self.response.add_cookie(cookie);
        self
    }
}

impl<T, const STATUS: u16> Responder for Reply<T, STATUS> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        self.response
    }
}

impl<T: ToSchema, const STATUS: u16> Replies for Reply<T, STATUS> {
    fn describe(draft: &mut Draft) {
        draft.answers::<T>(STATUS);
    }
}

/// `{"message"}`: the answer to an act without a result of its own.
#[derive(Debug, Serialize, ToSchema)]
pub struct Message {
    /// The sentence a person may read.
    message: &'static str,
}
