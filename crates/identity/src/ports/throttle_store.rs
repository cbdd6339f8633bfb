use crate::{Account, Pardon, ThrottleClaim, ThrottleKey};
use async_trait::async_trait;
use hitkey_kernel::{EmailAddress, StoreError, Timestamp};

/// Counts attempts across processes and restarts. See the [module](crate::ports) for what holds of every
/// method.
///
/// Records whose `last_at` lies [`FORGETS_AFTER`](crate::ThrottlePolicy::FORGETS_AFTER) back may be removed.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait]
pub trait ThrottleStore: Send + Sync {
    /// Counts one attempt for each of the claims by [`ThrottlePolicy::claim`](crate::ThrottlePolicy::claim).
    /// MUST count none of them when one is blocked; then it names the first blocked one in the given
    /// order. Callers that race MUST be counted one after the other, and MUST NOT deadlock whatever the
    /// order of their keys. The keys of one call differ.
    async fn claim(&self, claims: Vec<ThrottleClaim>, now: Timestamp) -> Result<Claim<()>, StoreError>;

    /// [`claim`](Self::claim) and, when it is allowed, the account with this verified address: one visit to the
    /// store where a sign-in would make two.
    async fn claim_sign_in(
        &self,
        claims: Vec<ThrottleClaim>,
        email: &EmailAddress,
        now: Timestamp,
    ) -> Result<Claim<Option<Account>>, StoreError>;

    /// Forgives attempts: [`Pardon`]. Keys that were never counted are passed over.
    async fn pardon(&self, pardons: Vec<Pardon>) -> Result<(), StoreError>;
}

/// What became of claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim<T> {
    /// All were counted; go on, with what was asked for.
    Allowed(T),
    /// None was counted.
    Blocked {
        /// The first key that is blocked.
        by: ThrottleKey,
        /// When it ceases to be.
        until: Timestamp,
    },
}
