mod complete;
mod invited;
mod start;
mod verify;

use super::Environment;
use std::sync::Arc;

pub use complete::{CompleteRegistration, CompleteRegistrationError};
pub use invited::{InvitedRegistration, InvitedRegistrationError};
pub use start::{ResendCodeError, StartRegistrationError};
pub use verify::VerifyCodeError;

/// Becoming a person with an account, in three steps: an address, the code mailed to it, a password. Who was
/// invited into a project has the first two behind them.
///
/// Nobody learns whether an address has an account: an address that has one goes through the same reads
/// and writes, its owner gets a different mail, and no code is right.
#[derive(Debug, Clone)]
pub struct Registration {
    env: Arc<Environment>,
}

impl Registration {
    pub(super) fn new(env: Arc<Environment>) -> Self {
        Self { env }
    }
}
