use super::body;
use super::json::is_json;
use crate::error::{OAuthError, OAuthErrorCode};
use crate::openapi::{Draft, Takes};
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use serde::de::DeserializeOwned;
use std::future::Future;
use std::pin::Pin;
use utoipa::ToSchema;

/// Takes the metadata of a client as JSON (RFC 7591 §3.1). Unknown members are ignored.
///
/// Refusals: `invalid_request` with 415 when it is not declared as JSON and with 413 beyond 64 KiB, else
/// `invalid_client_metadata`.
#[derive(Debug)]
pub struct OAuthJson<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for OAuthJson<T> {
    type Error = OAuthError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, OAuthError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move { read(&request, payload).await.map(Self) })
    }
}

async fn read<T: DeserializeOwned>(request: &HttpRequest, payload: Payload) -> Result<T, OAuthError> {
    if !is_json(request.content_type()) {
        let error = OAuthError::invalid_request("Send the metadata as application/json.");
        return Err(error.with_status(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    let bytes = body::read(request, payload).await?;
    // To serde a list of values is a struct too.
    let is_object = bytes.trim_ascii_start().starts_with(b"{");
    let parsed = is_object.then(|| serde_json::from_slice(&bytes).ok()).flatten();
    parsed.ok_or_else(|| {
        let text = "The body is not a JSON object of metadata, each of its type.";
        OAuthError::new(OAuthErrorCode::InvalidClientMetadata, text)
    })
}

impl<T: ToSchema> Takes for OAuthJson<T> {
    fn describe(draft: &mut Draft) {
        draft.body::<T>(&["application/json"]);
        draft.refuses(&[OAuthErrorCode::InvalidRequest, OAuthErrorCode::InvalidClientMetadata]);
        for status in [StatusCode::PAYLOAD_TOO_LARGE, StatusCode::UNSUPPORTED_MEDIA_TYPE] {
            draft.refuses_as(status.as_u16(), OAuthErrorCode::InvalidRequest);
        }
    }
}
