use crate::ports::{Claim, ClaimedEntry, MailError, Mailer, Outbox, SEND_LIMIT, Sealer};
use crate::{Email, Message};
use futures_util::StreamExt as _;
use futures_util::stream;
use hitkey_kernel::{Ambient, OutboxEntry, StoreError, Topics, pause_after};
use std::sync::Arc;
use std::time::Duration;

/// How many mails are under way at the same time.
const AT_ONCE: usize = 8;
/// How many entries one batch claims. Two rounds of [`AT_ONCE`], each at most
/// [`SEND_LIMIT`] long, stay within the lease.
const BATCH: u32 = 16;
/// After this long, the entries of a process that died in mid-send come back.
const LEASE: Duration = Duration::from_secs(120);
const _: () = assert!(SEND_LIMIT.as_secs() * (BATCH as u64).div_ceil(AT_ONCE as u64) < LEASE.as_secs());
/// A mail that did not go out within a day is given up.
const GIVE_UP_AFTER: Duration = Duration::from_secs(24 * 60 * 60);

/// Empties the outbox of mails: each at least once, several at a time, with growing pauses after failures.
///
/// Any number of these may work on one outbox, in one process or several.
#[derive(Clone)]
pub struct Delivery {
    outbox: Arc<dyn Outbox>,
    mailer: Arc<dyn Mailer>,
    sealer: Arc<dyn Sealer>,
    ambient: Ambient,
}

/// What became of one batch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BatchReport {
    /// Mails that the mail server took.
    pub sent: u32,
    /// Decoys, which go nowhere.
    pub dropped: u32,
    /// Mails to be tried again later.
    pub retried: u32,
    /// Entries that were given up.
    pub buried: u32,
    /// Entries whose fate the store could not note down: they come back when their lease ends.
    pub unsettled: u32,
}

impl BatchReport {
    /// How many entries were due. Zero means: wait a little before the next batch.
    pub const fn claimed(&self) -> u32 {
        self.sent + self.dropped + self.retried + self.buried + self.unsettled
    }

    fn count(mut self, fate: Fate) -> Self {
        let counter = match fate {
            Fate::Sent => &mut self.sent,
            Fate::Dropped => &mut self.dropped,
            Fate::Retried => &mut self.retried,
            Fate::Buried => &mut self.buried,
            Fate::Unsettled => &mut self.unsettled,
        };
        *counter += 1;
        self
    }
}

enum Fate {
    Sent,
    Dropped,
    Retried,
    Buried,
    Unsettled,
}

impl Delivery {
    /// Brings the ports together.
    pub fn new(
        outbox: Arc<dyn Outbox>,
        mailer: Arc<dyn Mailer>,
        sealer: Arc<dyn Sealer>,
        ambient: Ambient,
    ) -> Self {
        Self { outbox, mailer, sealer, ambient }
    }

    /// Claims what is due, up to 16 entries, and sees each to its end for now. Letting the returned future run
    /// to its end is a clean stop; dropping it leaves the rest to the end of their lease.
    ///
    /// # Errors
    /// [`StoreError`] when nothing could be claimed.
    pub async fn run_batch(&self) -> Result<BatchReport, StoreError> {
        let claimed = self.outbox.claim_due(Topics::MAILS, BATCH, self.ambient.now(), LEASE).await?;
        let fates = stream::iter(claimed).map(|entry| self.settle(entry)).buffer_unordered(AT_ONCE);
        Ok(fates.fold(BatchReport::default(), async |report, fate| report.count(fate)).await)
    }

    async fn settle(&self, claimed: ClaimedEntry) -> Fate {
        let claim = claimed.claim();
        let noted = match Message::from_entry(&claimed.entry, &*self.sealer) {
            Ok(Message::Letter(letter)) => self.deliver(&claimed, &letter.render(claim.id)).await,
            Ok(Message::Decoy) => self.outbox.done(claim.id).await.map(|()| Fate::Dropped),
            Err(error) => self.bury(claim, &claimed.entry, &error).await,
        };
        noted.unwrap_or_else(|error| unsettled(&claimed.entry, &error))
    }

    async fn deliver(&self, claimed: &ClaimedEntry, email: &Email) -> Result<Fate, StoreError> {
        let entry = &claimed.entry;
        match self.mailer.send(email).await {
            Ok(()) => {
                tracing::debug!(id = %entry.id, topic = %entry.topic, "mail sent");
                self.outbox.done(entry.id).await.map(|()| Fate::Sent)
            }
            Err(error @ MailError::Permanent(_)) => self.bury(claimed.claim(), entry, &error).await,
            Err(error) if self.is_too_old(entry) => self.bury(claimed.claim(), entry, &error).await,
            Err(error) => self.retry(claimed.claim(), entry, &error).await,
        }
    }

    fn is_too_old(&self, entry: &OutboxEntry) -> bool {
        self.ambient.now().since(entry.created_at) >= GIVE_UP_AFTER
    }

    async fn retry(&self, claim: Claim, entry: &OutboxEntry, error: &MailError) -> Result<Fate, StoreError> {
        let pause = pause_after(claim.attempt, self.ambient.random());
        let pause_seconds = pause.as_secs();
        tracing::warn!(id = %claim.id, topic = %entry.topic, attempt = claim.attempt, pause_seconds, %error,
            "mail not sent, will be tried again");
        self.outbox.retry(claim, self.ambient.now() + pause, &error.to_string()).await?;
        Ok(Fate::Retried)
    }

    async fn bury(
        &self,
        claim: Claim,
        entry: &OutboxEntry,
        error: &(dyn std::error::Error + Send + Sync),
    ) -> Result<Fate, StoreError> {
        tracing::error!(id = %claim.id, topic = %entry.topic, attempt = claim.attempt, error = %error,
            "mail given up and buried");
        self.outbox.bury(claim, self.ambient.now(), &error.to_string()).await?;
        Ok(Fate::Buried)
    }
}

fn unsettled(entry: &OutboxEntry, error: &StoreError) -> Fate {
    let cause = std::error::Error::source(error).map(ToString::to_string);
    tracing::error!(id = %entry.id, topic = %entry.topic, %error, cause,
        "the fate of a mail could not be noted; it comes back when its lease ends");
    Fate::Unsettled
}

impl std::fmt::Debug for Delivery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Delivery")
    }
}
