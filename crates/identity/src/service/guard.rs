//! Counting attempts before they are made, and keeping those that failed.

use super::Environment;
use crate::ports::Claim;
use crate::{
    Account, AddressBlock, Event, Origin, Pardon, ProofPurpose, RetryAfter, ThrottleClaim, ThrottleKey,
    ThrottlePolicy,
};
use hitkey_kernel::{Actor, EmailAddress, StoreError, Timestamp};

/// Why an attempt may not be made now.
pub(super) enum Refusal {
    /// Wait.
    Throttled {
        by: ThrottleKey,
        retry_after: RetryAfter,
    },
    Store(StoreError),
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Lets an error enum with `Throttled` and `Store` be made by `?` from a [`Refusal`].
macro_rules! from_refusal {
    ($($error:ty),* $(,)?) => {$(
        impl From<$crate::service::guard::Refusal> for $error {
            fn from(refusal: $crate::service::guard::Refusal) -> Self {
                match refusal {
                    $crate::service::guard::Refusal::Throttled { retry_after, .. } => Self::Throttled(retry_after),
                    $crate::service::guard::Refusal::Store(error) => Self::Store(error),
                }
            }
        }
    )*};
}
pub(super) use from_refusal;

/// Attempts that were counted, to be forgiven if they turn out well.
pub(super) struct Claimed(Vec<ThrottleKey>);

impl Claimed {
    fn of(claims: &[ThrottleClaim]) -> Self {
        Self(claims.iter().map(|claim| claim.key).collect())
    }

    /// As if they had not been made.
    pub(super) fn taken_back(&self) -> Vec<Pardon> {
        self.0.iter().copied().map(Pardon::TakeBack).collect()
    }

    /// As if they had not been made, but for the one of `key`.
    pub(super) fn taken_back_except(&self, key: ThrottleKey) -> Vec<Pardon> {
        self.0.iter().copied().filter(|own| *own != key).map(Pardon::TakeBack).collect()
    }

    /// As if they had not been made, and as if nobody had failed at `keys` before.
    pub(super) fn forgotten(&self, keys: &[ThrottleKey]) -> Vec<Pardon> {
        let others = self.0.iter().filter(|key| !keys.contains(key)).copied().map(Pardon::TakeBack);
        others.chain(keys.iter().copied().map(Pardon::Forget)).collect()
    }
}

/// What counts against the address block of `origin`; nothing when its address is unknown.
pub(super) fn from_block(
    origin: &Origin,
    key: fn(AddressBlock) -> ThrottleKey,
    policy: ThrottlePolicy,
) -> Option<ThrottleClaim> {
    origin.ip.map(|ip| ThrottleClaim { key: key(AddressBlock::of(ip)), policy })
}

fn allowed<T>(claim: Claim<T>, now: Timestamp) -> Result<T, Refusal> {
    match claim {
        Claim::Allowed(found) => Ok(found),
        Claim::Blocked { by, until } => {
            Err(Refusal::Throttled { by, retry_after: RetryAfter::until(until, now) })
        }
    }
}

impl Environment {
    /// Counts attempts, all or none.
    pub(super) async fn claim(
        &self,
        claims: impl IntoIterator<Item = ThrottleClaim>,
        now: Timestamp,
    ) -> Result<Claimed, Refusal> {
        let claims: Vec<_> = claims.into_iter().collect();
        let claimed = Claimed::of(&claims);
        if claims.is_empty() {
            return Ok(claimed);
        }
        allowed(self.throttle.claim(claims, now).await?, now).map(|()| claimed)
    }

    /// Counts attempts to sign in with this address, all or none; gives whose it is.
    pub(super) async fn claim_sign_in(
        &self,
        claims: impl IntoIterator<Item = ThrottleClaim>,
        email: &EmailAddress,
        now: Timestamp,
    ) -> Result<(Claimed, Option<Account>), Refusal> {
        let claims: Vec<_> = claims.into_iter().collect();
        let claimed = Claimed::of(&claims);
        allowed(self.throttle.claim_sign_in(claims, email, now).await?, now).map(|account| (claimed, account))
    }

    /// Keeps that a signed-in person did not prove again who they are.
    pub(super) async fn proof_failed(&self, by: &Actor, purpose: ProofPurpose) -> Result<(), StoreError> {
        let event = Event::ProofFailed { user: by.user, purpose };
        self.audit.record(self.record(&event, by, self.now())).await
    }
}
