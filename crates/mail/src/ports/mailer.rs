use crate::Email;
use async_trait::async_trait;
use hitkey_kernel::BoxError;
use std::time::Duration;

/// The longest that one [`Mailer::send`] may take. Together with the size of a batch it stays below the lease
/// of a claim, so that nobody else sends the same mail meanwhile.
pub const SEND_LIMIT: Duration = Duration::from_secs(45);

/// Hands a mail to whoever carries it further.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Sends `email` and returns once the next hop has taken responsibility for it.
    ///
    /// An implementation MUST answer within [`SEND_LIMIT`] and MUST NOT put bodies into its errors.
    ///
    /// # Errors
    /// [`MailError::Transient`] when the same mail may go through later, [`MailError::Permanent`] when it
    /// never will.
    async fn send(&self, email: &Email) -> Result<(), MailError>;
}

/// A mail was not taken. The source is for the log and the outbox only.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// Try again later: no connection, a time limit, a refusal with 4xx (RFC 5321 §4.2.1), bad credentials.
    #[error("the mail server did not take the mail now: {0}")]
    Transient(BoxError),
    /// Never try again: this mail or this recipient was refused with 5xx.
    #[error("the mail server refused the mail for good: {0}")]
    Permanent(BoxError),
}
