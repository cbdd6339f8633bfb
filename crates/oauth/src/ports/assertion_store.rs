use async_trait::async_trait;
use hitkey_kernel::{StoreError, Timestamp};

/// Remembers which assertions were used (RFC 7523 §3, `jti`), for all processes of a server.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait]
pub trait AssertionStore: Send + Sync {
    /// Uses an assertion. Of any number of callers with the same digest exactly one gets `true`, for as long as
    /// the first one's `expires_at` has not come; then it MAY be forgotten.
    async fn spend(&self, command: SpendAssertion) -> Result<bool, StoreError>;
}

/// Uses an assertion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpendAssertion {
    /// Tells it from all others: a digest of its client and its `jti`.
    pub digest: [u8; 32],
    /// When it is no longer accepted, so that it need not be remembered.
    pub expires_at: Timestamp,
}
