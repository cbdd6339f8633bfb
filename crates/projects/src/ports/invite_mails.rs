use async_trait::async_trait;
use hitkey_kernel::{EmailAddress, ProjectId, StoreError, Timestamp, UserId};
use std::time::Duration;

/// An invite that is about to be mailed to somebody who did not ask for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InviteMail {
    /// Into which project.
    pub project: ProjectId,
    /// By whom, unless by a program of the project's.
    pub by: Option<UserId>,
    /// To whom.
    pub to: EmailAddress,
}

/// Keeps projects from being used to send mails by the thousand.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait]
pub trait InviteMails: Send + Sync {
    /// Counts a mail, unless the project, the person or the address has had too many; tells how long to wait then,
    /// and counts nothing. MUST hold across processes and restarts, and callers that race MUST be counted one after
    /// the other.
    async fn claim(&self, mail: &InviteMail, now: Timestamp) -> Result<Option<Duration>, StoreError>;
}
