use crate::Email;
use crate::ports::{Claim, ClaimedEntry, MailError, Mailer, Outbox, Sealer, UnsealError};
use async_trait::async_trait;
use hitkey_kernel::{OutboxEntry, OutboxId, Sealed, StoreError, Timestamp, Topics};
use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use zeroize::Zeroizing;

#[derive(Debug)]
struct Row {
    entry: OutboxEntry,
    due_at: Timestamp,
    attempts: u32,
    last_error: Option<String>,
    dead: bool,
}

/// An [`Outbox`] that lives as long as it is held.
#[derive(Debug, Default)]
pub struct MemoryOutbox(Mutex<HashMap<OutboxId, Row>>);

impl MemoryOutbox {
    /// Every entry that was not delivered and not buried, and its last error.
    pub fn waiting(&self) -> Vec<(OutboxEntry, Option<String>)> {
        self.entries(false)
    }

    /// Every buried entry, and why.
    pub fn buried(&self) -> Vec<(OutboxEntry, Option<String>)> {
        self.entries(true)
    }

    fn entries(&self, dead: bool) -> Vec<(OutboxEntry, Option<String>)> {
        let rows = held(&self.0);
        rows.values()
            .filter(|row| row.dead == dead)
            .map(|row| (row.entry.clone(), row.last_error.clone()))
            .collect()
    }

    fn change(&self, claim: Claim, change: impl FnOnce(&mut Row)) {
        let mut rows = held(&self.0);
        if let Some(row) = rows.get_mut(&claim.id)
            && row.attempts == claim.attempt
            && !row.dead
        {
            change(row);
        }
    }
}

#[async_trait]
impl Outbox for MemoryOutbox {
    async fn enqueue(&self, entry: OutboxEntry) -> Result<(), StoreError> {
        let row = Row { due_at: entry.created_at, attempts: 0, last_error: None, dead: false, entry };
        held(&self.0).insert(row.entry.id, row);
        Ok(())
    }

    async fn claim_due(
        &self,
        topics: Topics,
        limit: u32,
        now: Timestamp,
        lease: Duration,
    ) -> Result<Vec<ClaimedEntry>, StoreError> {
        let mut rows = held(&self.0);
        let is_due =
            |row: &&mut Row| row.entry.topic.starts_with(topics.prefix()) && !row.dead && row.due_at <= now;
        let mut due: Vec<&mut Row> = rows.values_mut().filter(is_due).collect();
        due.sort_by_key(|row| (row.due_at, row.entry.id));
        let take = usize::try_from(limit).unwrap_or(usize::MAX);
        Ok(due.into_iter().take(take).map(|row| row.claim(now + lease)).collect())
    }

    async fn done(&self, id: OutboxId) -> Result<(), StoreError> {
        held(&self.0).remove(&id);
        Ok(())
    }

    async fn retry(&self, claim: Claim, at: Timestamp, error: &str) -> Result<(), StoreError> {
        self.change(claim, |row| {
            row.due_at = at;
            row.last_error = Some(error.to_owned());
        });
        Ok(())
    }

    async fn bury(&self, claim: Claim, _now: Timestamp, error: &str) -> Result<(), StoreError> {
        self.change(claim, |row| {
            row.dead = true;
            row.last_error = Some(error.to_owned());
        });
        Ok(())
    }
}

impl Row {
    fn claim(&mut self, until: Timestamp) -> ClaimedEntry {
        self.attempts += 1;
        self.due_at = until;
        ClaimedEntry { entry: self.entry.clone(), attempt: self.attempts }
    }
}

/// How a [`RecordingMailer`] refuses a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// As a busy server does.
    Transient,
    /// As a server does that knows no such mailbox.
    Permanent,
}

/// A [`Mailer`] that keeps what it was given.
#[derive(Debug, Default)]
pub struct RecordingMailer {
    sent: Mutex<Vec<Email>>,
    refusals: Mutex<VecDeque<Refusal>>,
}

impl RecordingMailer {
    /// What was sent so far, oldest first.
    pub fn sent(&self) -> Vec<Email> {
        held(&self.sent).clone()
    }

    /// Refuses one more of the mails to come; several calls refuse several.
    pub fn refuse_next(&self, refusal: Refusal) {
        held(&self.refusals).push_back(refusal);
    }
}

#[async_trait]
impl Mailer for RecordingMailer {
    async fn send(&self, email: &Email) -> Result<(), MailError> {
        match held(&self.refusals).pop_front() {
            Some(Refusal::Transient) => Err(MailError::Transient("451 busy".into())),
            Some(Refusal::Permanent) => Err(MailError::Permanent("550 no such mailbox".into())),
            None => {
                held(&self.sent).push(email.clone());
                Ok(())
            }
        }
    }
}

/// A [`Sealer`] that binds to the subject but hides nothing. Never for production.
#[derive(Debug, Default, Clone, Copy)]
pub struct PlainSealer;

impl Sealer for PlainSealer {
    fn seal(&self, subject: &[u8], plain: &[u8]) -> Sealed {
        Sealed::from_bytes([subject, b"|", plain].concat())
    }

    fn unseal(&self, subject: &[u8], sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>, UnsealError> {
        let rest = sealed.as_bytes().strip_prefix(subject).and_then(|rest| rest.strip_prefix(b"|"));
        rest.map(|plain| Zeroizing::new(plain.to_vec())).ok_or(UnsealError)
    }
}

/// A test that panicked elsewhere must not hide its own message behind a poisoned lock.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
