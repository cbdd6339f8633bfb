//! What is counted of the requests that go by, without telling who sent them.

use hitkey_identity::service::{SecondFactorSignInError, SignInError, SignInOutcome};
use std::time::Duration;

/// Counts what goes on. Every text it is given is one of the few that stand in the code, so that neither a secret
/// nor a caller's own words can get into it, and nobody can fill it.
pub trait Telemetry: Send + Sync {
    /// A request was answered.
    fn answered(&self, request: Answered<'_>);

    /// A request was one too many, by this rate limit.
    fn limited(&self, policy: &'static str);

    /// Somebody tried to sign in.
    fn sign_in(&self, end: SignInEnd);

    /// An application got tokens, by this grant.
    fn tokens_issued(&self, grant_type: &'static str);
}

/// A request that was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answered<'a> {
    /// The pattern of its path, such as `/projects/{slug}`, or `none`.
    pub route: &'a str,
    /// Its method; `other` when it is none that we answer.
    pub method: &'static str,
    /// The status of the answer.
    pub status: u16,
    /// How long it took.
    pub took: Duration,
}

/// How one step of signing in ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignInEnd {
    /// They are in.
    Done,
    /// The password was right, and a second factor is awaited.
    SecondFactorAwaited,
    /// Password or code were wrong.
    Refused,
    /// They must wait before they try again.
    Throttled,
}

impl SignInEnd {
    /// As one word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::SecondFactorAwaited => "second_factor_awaited",
            Self::Refused => "refused",
            Self::Throttled => "throttled",
        }
    }

    /// Of an attempt with a password; `None` when it failed by a fault of ours.
    pub(crate) fn of_password<C>(outcome: &Result<SignInOutcome<C>, SignInError>) -> Option<Self> {
        match outcome {
            Ok(SignInOutcome::SignedIn(_)) => Some(Self::Done),
            Ok(SignInOutcome::SecondFactorRequired(_)) => Some(Self::SecondFactorAwaited),
            Err(SignInError::InvalidCredentials) => Some(Self::Refused),
            Err(SignInError::Throttled(_)) => Some(Self::Throttled),
            Err(SignInError::Hashing(_) | SignInError::Store(_)) => None,
        }
    }

    /// Of an attempt with a second factor.
    pub(crate) fn of_second_factor<T>(outcome: &Result<T, SecondFactorSignInError>) -> Option<Self> {
        match outcome {
            Ok(_) => Some(Self::Done),
            Err(SecondFactorSignInError::InvalidChallenge | SecondFactorSignInError::WrongCode) => {
                Some(Self::Refused)
            }
            Err(SecondFactorSignInError::Throttled(_)) => Some(Self::Throttled),
            Err(SecondFactorSignInError::Unseal(_) | SecondFactorSignInError::Store(_)) => None,
        }
    }
}
