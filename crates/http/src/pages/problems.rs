//! What the domain refuses, as a page tells it.

use super::error::PageError;
use super::visit::Visit;
use actix_web::http::StatusCode;
use hitkey_identity::ports::HashingError;
use hitkey_identity::{PASSWORD_LENGTH, Password, RetryAfter, WeakPassword};
use hitkey_kernel::{EmailAddress, SecretText};
use hitkey_pages::{Problem, Problems};

/// The address of a form.
pub(super) fn email(typed: &str) -> Result<EmailAddress, Problem> {
    if typed.trim().is_empty() {
        return Err(Problem::EmailMissing);
    }
    EmailAddress::parse(typed).map_err(|_| Problem::EmailMalformed)
}

/// The password of a form.
pub(super) fn password(typed: Option<&SecretText>) -> Result<Password, Problem> {
    match typed.map(SecretText::expose) {
        None | Some("") => Err(Problem::PasswordMissing),
        Some(text) => Ok(Password::new(text)),
    }
}

/// The code of a form.
pub(super) fn code(typed: Option<&SecretText>) -> Result<SecretText, Problem> {
    // People type the blank that an app or a mail shows in the middle.
    let bare: String = typed.map_or("", SecretText::expose).split_whitespace().collect();
    if bare.is_empty() { Err(Problem::CodeMissing) } else { Ok(SecretText::new(bare)) }
}

/// Why a new password was refused.
pub(super) fn weak(refused: WeakPassword) -> Problem {
    match refused {
        WeakPassword::TooShort => Problem::PasswordShort { least: *PASSWORD_LENGTH.start() },
        WeakPassword::TooLong => Problem::PasswordLong { most: *PASSWORD_LENGTH.end() },
        WeakPassword::TooWeak { warning, suggestions } => {
            let advice: Vec<_> = warning.into_iter().chain(suggestions).collect();
            Problem::PasswordWeak { advice: advice.join(" ") }
        }
    }
}

/// Too many attempts.
pub(super) fn wait(retry_after: RetryAfter) -> Problem {
    Problem::Wait { seconds: retry_after.seconds() }
}

/// A password that could not be hashed: too much to do, or a fault of ours.
pub(super) fn hashing(error: HashingError, visit: &Visit) -> Result<Problem, PageError> {
    match error {
        HashingError::Overloaded => Ok(Problem::Busy),
        failed => Err(visit.internal(failed)),
    }
}

/// The status of a form that comes again with its problems.
pub(super) fn status(problems: &Problems) -> StatusCode {
    if problems.iter().any(|problem| matches!(problem, Problem::Wait { .. })) {
        StatusCode::TOO_MANY_REQUESTS
    } else if problems.iter().any(|problem| matches!(problem, Problem::Busy)) {
        StatusCode::SERVICE_UNAVAILABLE
    } else if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    }
}

/// How many seconds to wait before the form makes sense again.
pub(super) fn retry_after(problems: &Problems) -> Option<u64> {
    problems.iter().find_map(|problem| match problem {
        Problem::Wait { seconds } => Some(*seconds),
        Problem::Busy => Some(1),
        _ => None,
    })
}

/// Both values, or every problem there is.
pub(super) fn both<A, B>(a: Result<A, Problem>, b: Result<B, Problem>) -> Result<(A, B), Problems> {
    match (a, b) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (a, b) => Err(a.err().into_iter().chain(b.err()).collect::<Vec<_>>().into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_missing_field_is_told() {
        let problems = both(email(" "), password(None)).unwrap_err();
        assert!(problems.iter().any(|problem| *problem == Problem::EmailMissing));
        assert!(problems.iter().any(|problem| *problem == Problem::PasswordMissing));
        assert_eq!(status(&problems), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(status(&Problem::Wait { seconds: 3 }.into()), StatusCode::TOO_MANY_REQUESTS);
    }

    #[test]
    fn blanks_within_a_code_do_not_count() {
        assert_eq!(code(Some(&SecretText::new(" 123 456 "))), Ok(SecretText::new("123456")));
        assert_eq!(code(Some(&SecretText::new("  "))), Err(Problem::CodeMissing));
    }
}
