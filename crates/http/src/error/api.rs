use super::{Code, FieldError, report, retry_after_seconds};
use actix_web::body::BoxBody;
use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, HttpResponseBuilder, ResponseError};
use hitkey_kernel::{BoxError, StoreError};
use serde_json::json;
use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

/// An error of the HitKey API: `{"error", "code"}`, or `{"errors": […]}` when fields failed.
#[derive(Debug)]
pub struct ApiError {
    status: StatusCode,
    code: Option<Code>,
    message: Cow<'static, str>,
    fields: Vec<FieldError>,
    retry_after: Option<Duration>,
    source: Option<BoxError>,
}

impl ApiError {
    /// An error of the contract, with the status of its code. `message` is read by the client: no detail of
    /// ours belongs in it.
    pub fn new(code: Code, message: impl Into<Cow<'static, str>>) -> Self {
        Self::with_fields(Some(code), code.status(), message.into(), Vec::new())
    }

    /// 400 `MALFORMED_REQUEST`: not JSON, or a value of the wrong type.
    pub fn malformed() -> Self {
        Self::new(Code::MalformedRequest, "The request body is not the JSON that is expected here.")
    }

    /// 401 `UNAUTHENTICATED`.
    pub fn unauthenticated() -> Self {
        Self::new(Code::Unauthenticated, "Sign in first.")
    }

    /// 403 `FORBIDDEN`.
    pub fn forbidden(message: &'static str) -> Self {
        Self::new(Code::Forbidden, message)
    }

    /// 404 `NOT_FOUND`.
    pub fn not_found() -> Self {
        Self::new(Code::NotFound, "There is nothing here.")
    }

    /// 422 with every field that failed; the fields stand in for a code.
    pub fn invalid(fields: Vec<FieldError>) -> Self {
        Self::with_fields(None, StatusCode::UNPROCESSABLE_ENTITY, "Some fields are not valid.".into(), fields)
    }

    /// 422 with one field that failed.
    pub fn invalid_field(field: FieldError) -> Self {
        Self::invalid(vec![field])
    }

    /// 429 `TOO_MANY_REQUESTS`, telling when to come back.
    pub fn too_many_requests(retry_after: Duration) -> Self {
        Self::new(Code::TooManyRequests, "Too many attempts. Try again later.").with_retry_after(retry_after)
    }

    /// 500 `INTERNAL_ERROR`. The source goes to the log, none of it to the client.
    pub fn internal(source: impl Into<BoxError>) -> Self {
        Self::new(Code::InternalError, "Something went wrong on our side.").with_source(source)
    }

    /// 503 `OVERLOADED`: the same request may succeed in a moment.
    pub fn overloaded(source: impl Into<BoxError>) -> Self {
        Self::new(Code::Overloaded, "Too much to do right now. Try again in a moment.")
            .with_retry_after(Duration::from_secs(1))
            .with_source(source)
    }

    /// Answers with another status than the code has elsewhere. The description of the operation must say so.
    pub fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    fn with_fields(
        code: Option<Code>,
        status: StatusCode,
        message: Cow<'static, str>,
        fields: Vec<FieldError>,
    ) -> Self {
        Self { status, code, message, fields, retry_after: None, source: None }
    }

    /// Adds `Retry-After`.
    pub fn with_retry_after(self, wait: Duration) -> Self {
        Self { retry_after: Some(wait), ..self }
    }

    /// Adds what the log should know.
    pub fn with_source(self, source: impl Into<BoxError>) -> Self {
        Self { source: Some(source.into()), ..self }
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The code of the contract; `None` when fields failed.
    pub fn code(&self) -> Option<Code> {
        self.code
    }

    /// The word for the log.
    fn word(&self) -> &'static str {
        self.code.map_or("VALIDATION_FAILED", Code::as_str)
    }

    /// The sentence a person may read.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The fields that failed; empty unless the status is 422.
    pub fn fields(&self) -> &[FieldError] {
        &self.fields
    }

    /// How long to wait before trying again.
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// Writes the log line. Answering with this error as JSON does it for you; a page calls it itself.
    pub fn report(&self) {
        report(self.status, self.word(), self.source.as_ref());
    }

    fn insert_headers(&self, response: &mut HttpResponseBuilder) {
        if let Some(wait) = self.retry_after {
            response.insert_header((header::RETRY_AFTER, retry_after_seconds(wait)));
        }
        if self.status == StatusCode::UNAUTHORIZED {
            response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
        }
    }

    fn body(&self) -> serde_json::Value {
        match self.code {
            Some(code) => json!({ "error": self.message, "code": code.as_str() }),
            None => json!({ "errors": self.fields }),
        }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.status.as_u16(), self.word())
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse<BoxBody> {
        self.report();
        let mut response = HttpResponse::build(self.status);
        self.insert_headers(&mut response);
        response.json(self.body())
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        if error.is_unavailable() { Self::overloaded(error) } else { Self::internal(error) }
    }
}
