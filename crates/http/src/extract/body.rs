use actix_web::FromRequest as _;
use actix_web::HttpRequest;
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::web::{self, Bytes};

/// The largest body that is read: 64 KiB.
pub const LARGEST_BODY: usize = 64 * 1024;

/// Why a body was not read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BodyError {
    #[error("the body is too large")]
    TooLarge,
    #[error("the body broke off")]
    Broken,
}

/// Reads the body, never more than [`LARGEST_BODY`] of it.
pub(crate) async fn read(request: &HttpRequest, mut payload: Payload) -> Result<Bytes, BodyError> {
    if announced_length(request).is_some_and(|length| length > LARGEST_BODY as u64) {
        return Err(BodyError::TooLarge);
    }
    let payload = web::Payload::from_request(request, &mut payload).await.map_err(|_| BodyError::Broken)?;
    match payload.to_bytes_limited(LARGEST_BODY).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_)) => Err(BodyError::Broken),
        Err(_) => Err(BodyError::TooLarge),
    }
}

fn announced_length(request: &HttpRequest) -> Option<u64> {
    request.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}
