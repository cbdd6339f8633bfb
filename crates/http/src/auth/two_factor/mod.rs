//! `/auth/2fa`

pub mod disable;
pub mod enable;
pub mod setup;
pub mod verify;

use crate::error::ApiError;

fn wrong_code() -> ApiError {
    ApiError::bad_request("INVALID_CODE", "The code is not right.")
}

fn already_enabled() -> ApiError {
    ApiError::bad_request("ALREADY_ENABLED", "The second factor is on already.")
}
