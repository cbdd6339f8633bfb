use crate::Notice;
use crate::ports::Notices;
use hitkey_kernel::testkit::CountingRandom;
use hitkey_kernel::{OutboxEntry, OutboxId, Sealed, Timestamp};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

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
