//! What codes that prove an address are refused with, wherever they are entered.

use crate::error::ApiError;
use actix_web::http::StatusCode;
use hitkey_identity::RetryAfter;

pub(super) fn already_verified() -> ApiError {
    ApiError::bad_request("EMAIL_ALREADY_VERIFIED", "This address is verified already.")
}

pub(super) fn expired() -> ApiError {
    ApiError::bad_request("CODE_EXPIRED", "The code has expired. Ask for another one.")
}

pub(super) fn tried_too_often() -> ApiError {
    ApiError::bad_request(
        "TOO_MANY_ATTEMPTS",
        "The code was tried too often and is not good any more. Ask for another one.",
    )
}

pub(super) fn wrong() -> ApiError {
    ApiError::bad_request("INVALID_CODE", "The code is not right.")
}

pub(super) fn sent_a_moment_ago(wait: RetryAfter) -> ApiError {
    let message = "A code was sent a moment ago. Wait before you ask for another one.";
    ApiError::new(StatusCode::TOO_MANY_REQUESTS, "RESEND_COOLDOWN", message).with_retry_after(wait.0)
}
