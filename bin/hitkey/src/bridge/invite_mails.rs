use async_trait::async_trait;
use hitkey_identity::ports::{Claim, ThrottleStore};
use hitkey_identity::{ThrottleClaim, ThrottleKey, ThrottlePolicy};
use hitkey_kernel::{StoreError, Timestamp};
use hitkey_projects::ports::{InviteMail, InviteMails};
use std::sync::Arc;
use std::time::Duration;

const QUARTER: Duration = Duration::from_secs(15 * 60);

const fn policy(free: u32) -> ThrottlePolicy {
    let first_delay = Duration::from_secs(60);
    ThrottlePolicy { free, first_delay, longest_delay: QUARTER, forgets_one_per: QUARTER }
}

/// A team can be invited at once; an address book can't.
const INTO_PROJECT: ThrottlePolicy = policy(50);
const BY_PERSON: ThrottlePolicy = policy(50);
/// Whatever projects, and whoever invites: nobody's mailbox is filled by us.
const TO_ADDRESS: ThrottlePolicy = policy(5);

/// Invites by mail, counted where attempts are: in the database.
pub(crate) struct ThrottledInviteMails {
    throttle: Arc<dyn ThrottleStore>,
}

impl ThrottledInviteMails {
    pub(crate) fn new(throttle: Arc<dyn ThrottleStore>) -> Self {
        Self { throttle }
    }
}

#[async_trait]
impl InviteMails for ThrottledInviteMails {
    async fn claim(&self, mail: &InviteMail, now: Timestamp) -> Result<Option<Duration>, StoreError> {
        let claim =
            |kind, subject: &[u8], policy| ThrottleClaim { key: ThrottleKey::of(kind, subject), policy };
        let by = mail.by.map(|by| claim("invite-by", by.uuid().as_bytes(), BY_PERSON));
        let mut claims = vec![
            claim("invite-into", mail.project.uuid().as_bytes(), INTO_PROJECT),
            claim("invite-to", mail.to.key().as_bytes(), TO_ADDRESS),
        ];
        claims.extend(by);
        Ok(match self.throttle.claim(claims, now).await? {
            Claim::Allowed(()) => None,
            Claim::Blocked { until, .. } => Some(until.since(now)),
        })
    }
}
