//! What several test files need.

use data_encoding::BASE64URL_NOPAD;
use hitkey_kernel::StoreError;
use hitkey_oauth::service::{TokenAnswer, TokenError, TokenRefusal};
use hitkey_oauth::testkit::fixtures::query_value;
use hitkey_oauth::{AuthorizeError, AuthorizeRefusal};
use serde_json::Value;
use std::time::Duration;

pub(crate) const MINUTE: Duration = Duration::from_secs(60);
pub(crate) const HOUR: Duration = Duration::from_secs(3_600);
pub(crate) const DAY: Duration = Duration::from_secs(86_400);

/// Header and claims of a token, unverified.
pub(crate) fn read_jwt(token: &str) -> (Value, Value) {
    let mut parts = token.split('.').map(|part| BASE64URL_NOPAD.decode(part.as_bytes()).unwrap());
    let mut next = || serde_json::from_slice(&parts.next().unwrap()).unwrap();
    (next(), next())
}

/// Why an authorization request was refused; the client was told by that name.
pub(crate) fn refused<T: std::fmt::Debug>(result: Result<T, AuthorizeError>) -> AuthorizeRefusal {
    match result {
        Err(AuthorizeError::Redirected(error)) => {
            assert_eq!(
                query_value(error.answer.target(), "error").as_deref(),
                Some(error.refusal.code().as_str())
            );
            error.refusal
        }
        other => panic!("{other:?}"),
    }
}

/// Why the token endpoint refused.
pub(crate) fn refusal(result: Result<TokenAnswer, TokenError>) -> TokenRefusal {
    match result {
        Err(TokenError::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

/// A store that is down.
pub(crate) fn broken() -> StoreError {
    StoreError::failed("the test broke it")
}
