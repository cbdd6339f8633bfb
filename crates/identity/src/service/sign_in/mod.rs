mod password;
mod second_factor;

use super::Environment;
use crate::{Event, Origin, SignInStep};
use hitkey_kernel::{AuditRecord, Author, StoreError, UserId};
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

    /// Keeps that somebody was refused, by the same work whether or not there is such an account.
    async fn failed(
        &self,
        user: Option<UserId>,
        step: SignInStep,
        origin: &Origin,
    ) -> Result<(), StoreError> {
        let event = Event::SignInFailed { user, step };
        let record = self.env.record(&event, Author::stranger(origin), self.env.now());
        self.env.audit.record(record).await
    }

    fn challenged(&self, user: UserId, origin: &Origin) -> AuditRecord {
        self.env.record(&Event::SignInChallenged { user }, Author::stranger(origin), self.env.now())
    }
}
