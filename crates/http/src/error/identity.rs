//! What several use cases of identity fail with.

use super::{ApiError, FieldError};
use hitkey_identity::ports::{HashingError, UnsealError};
use hitkey_identity::{RetryAfter, WeakPassword};

impl From<RetryAfter> for ApiError {
    fn from(wait: RetryAfter) -> Self {
        Self::too_many_requests(wait.0)
    }
}

impl From<HashingError> for ApiError {
    fn from(error: HashingError) -> Self {
        match error {
            HashingError::Overloaded => Self::overloaded(error),
            HashingError::Failed(_) => Self::internal(error),
        }
    }
}

impl From<UnsealError> for ApiError {
    fn from(error: UnsealError) -> Self {
        Self::internal(error)
    }
}

/// The field is called `password` wherever a new one is set.
impl From<WeakPassword> for ApiError {
    fn from(weakness: WeakPassword) -> Self {
        let (rule, message) = match weakness {
            WeakPassword::TooShort => {
                ("min_length", "The password must have at least 8 characters.".to_owned())
            }
            WeakPassword::TooLong => {
                ("max_length", "The password must have at most 256 characters.".to_owned())
            }
            WeakPassword::TooWeak { warning, suggestions } => {
                ("password_strength", advice(warning, suggestions))
            }
        };
        Self::invalid_field(FieldError::new("password", rule, message))
    }
}

fn advice(warning: Option<String>, suggestions: Vec<String>) -> String {
    let mut sentences = vec!["This password is too easy to guess.".to_owned()];
    sentences.extend(warning);
    sentences.extend(suggestions);
    sentences.join(" ")
}
