use async_trait::async_trait;
use hitkey_identity::ports::{Claim, ThrottleStore};
use hitkey_identity::{AddressBlock, Pardon, ThrottleClaim, ThrottleKey, ThrottlePolicy};
use hitkey_kernel::{Actor, StoreError, Timestamp};
use hitkey_oauth::ports::UserCodeTries;
use std::sync::Arc;
use std::time::Duration;

const QUARTER: Duration = Duration::from_secs(15 * 60);

const fn policy(free: u32) -> ThrottlePolicy {
    let first_delay = Duration::from_secs(60);
    ThrottlePolicy { free, first_delay, longest_delay: QUARTER, forgets_one_per: QUARTER }
}

/// Nobody mistypes a code of eight letters more often.
const BY_PERSON: ThrottlePolicy = policy(10);
/// Accounts are cheap to make, networks are not. Many people may share one.
const FROM_BLOCK: ThrottlePolicy = policy(50);

/// Tries of user codes, counted where sign-ins are: in the database.
pub(crate) struct ThrottledUserCodes {
    throttle: Arc<dyn ThrottleStore>,
}

impl ThrottledUserCodes {
    pub(crate) fn new(throttle: Arc<dyn ThrottleStore>) -> Self {
        Self { throttle }
    }
}

fn claims(by: &Actor) -> Vec<ThrottleClaim> {
    let person = ThrottleKey::of("user-code-by", by.user.uuid().as_bytes());
    let block = by.origin.ip.map(|ip| ThrottleKey::of("user-code-from", &AddressBlock::of(ip).bytes()));
    let person = ThrottleClaim { key: person, policy: BY_PERSON };
    block.map(|key| ThrottleClaim { key, policy: FROM_BLOCK }).into_iter().chain([person]).collect()
}

#[async_trait]
impl UserCodeTries for ThrottledUserCodes {
    async fn claim(&self, by: &Actor, now: Timestamp) -> Result<Option<Duration>, StoreError> {
        Ok(match self.throttle.claim(claims(by), now).await? {
            Claim::Allowed(()) => None,
            Claim::Blocked { until, .. } => Some(until.since(now)),
        })
    }

    async fn pardon(&self, by: &Actor) -> Result<(), StoreError> {
        self.throttle.pardon(claims(by).into_iter().map(|claim| Pardon::TakeBack(claim.key)).collect()).await
    }
}
