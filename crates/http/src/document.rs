use crate::openapi::{Draft, Header, Replies};
use actix_web::body::BoxBody;
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::web::Bytes;
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, Responder};
use data_encoding::BASE64URL_NOPAD;
use hitkey_kernel::digest_of;
use std::marker::PhantomData;
use utoipa::ToSchema;

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// A JSON document that is made once and served as it is: no work per request.
#[derive(Debug, Clone)]
pub(crate) struct Document {
    bytes: Bytes,
    etag: HeaderValue,
    cache_control: HeaderValue,
}

impl Document {
    /// Names `bytes` by their digest and lets anybody keep them for as long as `cache_control` says.
    pub(crate) fn new(bytes: Bytes, cache_control: HeaderValue) -> Self {
        let digest = digest_of(&[&bytes]);
        let etag = format!("\"{}\"", BASE64URL_NOPAD.encode(&digest[..12]));
        let etag = HeaderValue::from_str(&etag).unwrap_or(HeaderValue::from_static("\"\""));
        Self { bytes, etag, cache_control }
    }

    /// The document, or 304 when the caller has it already (RFC 9110 §13.1.2).
    fn answer(&self, request: &HttpRequest) -> HttpResponse {
        if self.is_known_to(request.headers()) {
            return self.head(HttpResponse::NotModified()).finish();
        }
        let mut response = self.head(HttpResponse::Ok());
        response.insert_header((header::CONTENT_TYPE, JSON)).body(self.bytes.clone())
    }

    fn head(&self, mut response: HttpResponseBuilder) -> HttpResponseBuilder {
        response
            .insert_header((header::ETAG, self.etag.clone()))
            .insert_header((header::CACHE_CONTROL, self.cache_control.clone()));
        response
    }

    fn is_known_to(&self, headers: &HeaderMap) -> bool {
        let lines = headers.get_all(header::IF_NONE_MATCH).filter_map(|line| line.to_str().ok());
        lines.flat_map(|line| line.split(',')).any(|tag| self.is_named(tag.trim()))
    }

    fn is_named(&self, tag: &str) -> bool {
        tag == "*" || tag.trim_start_matches("W/").as_bytes() == self.etag.as_bytes()
    }
}

/// The answer with a document that may be kept; `T` is how it looks.
pub struct Kept<T> {
    response: HttpResponse,
    shows: PhantomData<fn(T)>,
}

impl<T> Kept<T> {
    pub(crate) fn of(document: &Document, request: &HttpRequest) -> Self {
        Self { response: document.answer(request), shows: PhantomData }
    }
}

impl<T> Responder for Kept<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        self.response
    }
}

impl<T: ToSchema> Replies for Kept<T> {
    fn describe(draft: &mut Draft) {
        draft.answers::<T>(200);
        draft.answers_empty(304);
        for status in [200, 304] {
            draft.header(status, Header::ETag);
        }
    }
}
