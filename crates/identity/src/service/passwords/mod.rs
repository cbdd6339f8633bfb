mod change;
mod forgot;
mod reset;

use super::Environment;
use crate::{Account, Notice, Origin, PasswordHints};
use hitkey_kernel::{OutboxEntry, Timestamp};
use std::sync::Arc;

pub use change::{ChangePasswordError, PasswordChange};
pub use forgot::ForgotPasswordError;
pub use reset::ResetPasswordError;

/// Forgetting and changing passwords.
#[derive(Debug, Clone)]
pub struct Passwords {
    env: Arc<Environment>,
}

impl Passwords {
    pub(super) fn new(env: Arc<Environment>) -> Self {
        Self { env }
    }

    fn changed_notice(&self, account: &Account, origin: &Origin, now: Timestamp) -> OutboxEntry {
        let (to, language) = (account.email().address.clone(), origin.language);
        self.env.notices.entry(&Notice::PasswordChanged { to, language, at: now }, now)
    }
}

fn hints(account: &Account) -> PasswordHints {
    PasswordHints::of(account.emails.all().iter().map(|email| &email.address), &account.profile)
}
