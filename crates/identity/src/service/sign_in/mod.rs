mod password;
mod second_factor;

use super::Environment;
use std::sync::Arc;

pub use password::{PasswordSignIn, SignInError, SignInOutcome};
pub use second_factor::{SecondFactorSignIn, SecondFactorSignInError};

/// Signing in: a password, and a second factor if the person has one.
#[derive(Debug, Clone)]
pub struct SignIn {
    env: Arc<Environment>,
}

impl SignIn {
    pub(super) fn new(env: Arc<Environment>) -> Self {
        Self { env }
    }
}
