use crate::Notice;
use crate::ports::{InviteMail, InviteMails, Notices};
use async_trait::async_trait;
use hitkey_kernel::testkit::CountingRandom;
use hitkey_kernel::{OutboxEntry, OutboxId, Sealed, StoreError, Timestamp};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Remembers every notice, so that a test can read what would have been mailed.
#[derive(Debug, Default)]
pub struct RecordedNotices {
    random: CountingRandom,
    notices: Mutex<BTreeMap<OutboxId, Notice>>,
}

impl RecordedNotices {
    /// The notice behind an entry of the outbox.
    pub fn behind(&self, entry: OutboxId) -> Option<Notice> {
        self.notices.lock().unwrap_or_else(PoisonError::into_inner).get(&entry).cloned()
    }
}

impl Notices for RecordedNotices {
    fn entry(&self, notice: &Notice, now: Timestamp) -> OutboxEntry {
        let id = OutboxId::generate(now, &self.random);
        let mut notices = self.notices.lock().unwrap_or_else(PoisonError::into_inner);
        notices.insert(id, notice.clone());
        let payload = Sealed::from_bytes(id.uuid().as_bytes().to_vec());
        OutboxEntry { id, topic: "test.notice".to_owned(), payload, created_at: now }
    }
}

/// Lets so many invites be mailed, by anybody to anybody, and none more.
#[derive(Debug)]
pub struct FewInviteMails(AtomicU32);

impl FewInviteMails {
    /// What whoever sends one more is told to wait.
    pub const WAIT: Duration = Duration::from_secs(60);

    /// Lets `most` be mailed.
    pub const fn new(most: u32) -> Self {
        Self(AtomicU32::new(most))
    }
}

#[async_trait]
impl InviteMails for FewInviteMails {
    async fn claim(&self, _: &InviteMail, _: Timestamp) -> Result<Option<Duration>, StoreError> {
        let left = self.0.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
        Ok(left.err().map(|_| Self::WAIT))
    }
}
