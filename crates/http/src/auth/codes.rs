//! What codes that prove an address are refused with, wherever they are entered.

use crate::error::{ApiError, Code};
use hitkey_identity::RetryAfter;

pub(super) fn already_verified() -> ApiError {
    ApiError::new(Code::EmailAlreadyVerified, "This address is verified already.")
}

pub(super) fn expired() -> ApiError {
    ApiError::new(Code::CodeExpired, "The code has expired. Ask for another one.")
}

pub(super) fn tried_too_often() -> ApiError {
    ApiError::new(
        Code::TooManyAttempts,
        "The code was tried too often and is not good any more. Ask for another one.",
    )
}

pub(super) fn wrong() -> ApiError {
    ApiError::new(Code::InvalidCode, "The code is not right.")
}

pub(super) fn sent_a_moment_ago(wait: RetryAfter) -> ApiError {
    let message = "A code was sent a moment ago. Wait before you ask for another one.";
    ApiError::new(Code::ResendCooldown, message).with_retry_after(wait.0)
}
