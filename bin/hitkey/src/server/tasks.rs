//! What goes on beside the requests.

use crate::background::Background;
use hitkey_kernel::Clock;
use hitkey_mail::service::Delivery;
use hitkey_oauth::service::{BackChannelLogout, Keyring};
use hitkey_store_diesel::Housekeeping;
use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

/// How long the outbox rests when nothing was due.
const OUTBOX_IDLE: Duration = Duration::from_millis(250);
/// How long a task rests after the store failed it.
const AFTER_FAILURE: Duration = Duration::from_secs(2);
/// How soon keys that another process made are known here.
const KEYS: Duration = Duration::from_secs(30);
/// How long housekeeping rests when nothing is left to sweep.
const SWEPT: Duration = Duration::from_secs(60);
/// How long it rests when a batch was full: long enough to let requests through.
const MORE_TO_SWEEP: Duration = Duration::from_millis(100);
/// How many rows of a table go at once.
const SWEEP_BATCH: u32 = 200;

/// The work beside the requests.
#[derive(Clone)]
pub(super) struct Tasks {
    pub(super) delivery: Delivery,
    pub(super) back_channel: Arc<BackChannelLogout>,
    pub(super) keyring: Arc<Keyring>,
    pub(super) housekeeping: Housekeeping,
    pub(super) clock: Arc<dyn Clock>,
}

impl Tasks {
    /// Begins all of it.
    pub(super) fn start(self) -> Background {
        let mut background = Background::new();
        let Self { delivery, back_channel, keyring, housekeeping, clock } = self;
        background.repeat(move || deliver(delivery.clone()));
        background.repeat(move || tell(Arc::clone(&back_channel)));
        background.repeat(move || maintain(Arc::clone(&keyring)));
        background.repeat(move || sweep(housekeeping.clone(), Arc::clone(&clock)));
        background
    }
}

async fn deliver(delivery: Delivery) -> Duration {
    match delivery.run_batch().await {
        Ok(report) if report.claimed() > 0 => Duration::ZERO,
        Ok(_) => OUTBOX_IDLE,
        Err(error) => failed("the outbox", &error),
    }
}

async fn tell(back_channel: Arc<BackChannelLogout>) -> Duration {
    match back_channel.run_batch().await {
        Ok(0) => OUTBOX_IDLE,
        Ok(_) => Duration::ZERO,
        Err(error) => failed("back-channel logout", &error),
    }
}

async fn maintain(keyring: Arc<Keyring>) -> Duration {
    match keyring.maintain().await {
        Ok(()) => KEYS,
        Err(error) => failed("the keyring", &error),
    }
}

async fn sweep(housekeeping: Housekeeping, clock: Arc<dyn Clock>) -> Duration {
    match housekeeping.sweep(clock.now(), SWEEP_BATCH).await {
        Ok(swept) if swept.iter().any(|one| one.rows >= SWEEP_BATCH as usize) => MORE_TO_SWEEP,
        Ok(_) => SWEPT,
        Err(error) => failed("housekeeping", &error),
    }
}

fn failed(what: &'static str, error: &dyn Error) -> Duration {
    let cause = error.source().map(ToString::to_string);
    tracing::error!(what, %error, cause, "background work failed; it is tried again");
    AFTER_FAILURE
}
