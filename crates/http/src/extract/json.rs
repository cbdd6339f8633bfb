use super::body::{self, BodyError};
use crate::error::{ApiError, Checks, Code};
use crate::openapi::{Draft, Takes};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};
use std::future::Future;
use std::pin::Pin;
use utoipa::ToSchema;

/// A body of the HitKey API that knows how to become something checked.
///
/// Every field is optional to `serde`, so that a missing one is a failed field (422) and not a malformed
/// body (400).
pub trait Check: DeserializeOwned {
    /// The parsed values.
    type Checked;

    /// Parses every field, noting each failure; `None` when one of them kept the value from being made.
    fn check(self, checks: &mut Checks) -> Option<Self::Checked>;
}

/// Tells `null` from absent, for a field that `null` clears: it is called only when the field is there.
pub(crate) fn given<'de, D, T>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer).map(Some)
}

/// The same for an object. To serde a list of its fields is as good.
pub(crate) fn given_object<'de, D, T>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let object: Option<Map<String, Value>> = Option::deserialize(deserializer)?;
    let read = object.map(|object| serde_json::from_value(object.into())).transpose();
    read.map(Some).map_err(D::Error::custom)
}

/// Takes a JSON body, checked.
///
/// Refusals: 415 when it is not declared as JSON, 413 beyond 64 KiB, 400 `MALFORMED_REQUEST` when it is
/// no JSON object or a value has the wrong type, 422 with every field that failed. Unknown fields are
/// ignored.
#[derive(Debug)]
pub struct Json<T: Check>(pub T::Checked);

impl<T: Check + 'static> FromRequest for Json<T> {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let parsed: T = parse(&request, payload).await?;
            let mut checks = Checks::default();
            let checked = parsed.check(&mut checks);
            checks.finish(checked).map(Self)
        })
    }
}

/// Takes a JSON body as [`Json`] does, or none: then every field is absent.
#[derive(Debug)]
pub struct OptionalJson<T: Check + Default>(pub T::Checked);

impl<T: Check + Default + 'static> FromRequest for OptionalJson<T> {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let bytes = body::read(&request, payload).await?;
            let parsed = if bytes.is_empty() { T::default() } else { read(&request, &bytes)? };
            let mut checks = Checks::default();
            let checked = parsed.check(&mut checks);
            checks.finish(checked).map(Self)
        })
    }
}

async fn parse<T: DeserializeOwned>(request: &HttpRequest, payload: Payload) -> Result<T, ApiError> {
    // Before a large body is read for nothing.
    check_type(request)?;
    read(request, &body::read(request, payload).await?)
}

fn read<T: DeserializeOwned>(request: &HttpRequest, bytes: &[u8]) -> Result<T, ApiError> {
    check_type(request)?;
    // To serde a list of values is a struct too.
    let is_object = bytes.trim_ascii_start().starts_with(b"{");
    let parsed = is_object.then(|| serde_json::from_slice(bytes).ok()).flatten();
    parsed.ok_or_else(ApiError::malformed)
}

fn check_type(request: &HttpRequest) -> Result<(), ApiError> {
    if is_json(request.content_type()) { Ok(()) } else { Err(unsupported_media_type()) }
}

/// `application/json` or a type with the suffix `+json` (RFC 6839 §3.1).
pub(super) fn is_json(content_type: &str) -> bool {
    let content_type = content_type.to_ascii_lowercase();
    content_type == "application/json"
        || (content_type.starts_with("application/") && content_type.ends_with("+json"))
}

fn unsupported_media_type() -> ApiError {
    ApiError::new(Code::UnsupportedMediaType, "Send the body as application/json.")
}

impl From<BodyError> for ApiError {
    fn from(error: BodyError) -> Self {
        match error {
            BodyError::TooLarge => Self::new(Code::PayloadTooLarge, "The body has more than 64 KiB."),
            BodyError::Broken => Self::malformed().with_source(error),
        }
    }
}

impl<T: Check + ToSchema> Takes for Json<T> {
    fn describe(draft: &mut Draft) {
        draft.body::<T>(&["application/json"]);
        draft.fails(&[Code::MalformedRequest, Code::PayloadTooLarge, Code::UnsupportedMediaType]);
        draft.fails_by_fields();
    }
}

impl<T: Check + Default + ToSchema> Takes for OptionalJson<T> {
    fn describe(draft: &mut Draft) {
        draft.optional_body::<T>(&["application/json"]);
        draft.fails(&[Code::MalformedRequest, Code::PayloadTooLarge, Code::UnsupportedMediaType]);
        draft.fails_by_fields();
    }
}
