use async_trait::async_trait;
use hitkey_kernel::{Actor, StoreError, Timestamp};
use std::time::Duration;

/// Counts the user codes that people try (RFC 8628 §5.1), by person and by network: codes are short, so whoever could try
/// many of them would meet somebody else's device.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait]
pub trait UserCodeTries: Send + Sync {
    /// Counts a try before it is made. The wait, and nothing counted, when there were too many. Callers that race MUST
    /// be counted one after the other.
    async fn claim(&self, by: &Actor, now: Timestamp) -> Result<Option<Duration>, StoreError>;

    /// Takes one back: the code was right.
    async fn pardon(&self, by: &Actor) -> Result<(), StoreError>;
}
