use crate::{AuditEntry, AuditRecord, Cursor, EmailAddress, OutboxEntry, Page, PageRequest, UserId};
use std::cmp::Reverse;

/// An audit log in memory, for memory stores.
#[derive(Debug, Default)]
pub struct MemoryTrail(Vec<AuditEntry>);

impl MemoryTrail {
    /// Keeps an entry; what comes back has to be enqueued.
    #[must_use]
    pub fn record(&mut self, record: AuditRecord) -> Option<OutboxEntry> {
        self.0.push(record.entry);
        record.announcement
    }

    /// Every entry, the oldest first.
    pub fn entries(&self) -> &[AuditEntry] {
        &self.0
    }

    /// The entries that are `shown`, the latest first.
    pub fn page(&self, shown: impl Fn(&AuditEntry) -> bool, request: PageRequest) -> Page<AuditEntry> {
        let after = request.after.unwrap_or(Cursor::AFTER_ALL);
        let mut found: Vec<_> =
            self.0.iter().filter(|entry| shown(entry) && entry.place() < after).cloned().collect();
        found.sort_by_key(|entry| Reverse(entry.place()));
        Page::of(found, request, AuditEntry::place)
    }

    /// Drops what is personal about somebody who deleted their account and had these addresses.
    pub fn forget(&mut self, user: UserId, addresses: &[EmailAddress]) {
        for entry in &mut self.0 {
            let unproven = entry.actor.is_none() && entry.person == Some(user);
            if entry.actor == Some(user) || unproven {
                (entry.ip, entry.user_agent) = (None, None);
            }
            if entry.person == Some(user) || entry.address.as_ref().is_some_and(|own| addresses.contains(own))
            {
                entry.address = None;
            }
        }
    }
}
