//! `/auth/2fa`

pub mod disable;
pub mod enable;
pub mod setup;
pub mod verify;

use crate::error::{ApiError, Code};

fn wrong_code() -> ApiError {
    ApiError::new(Code::InvalidCode, "The code is not right.")
}

fn already_enabled() -> ApiError {
    ApiError::new(Code::AlreadyEnabled, "The second factor is on already.")
}
