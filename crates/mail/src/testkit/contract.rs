//! What every adapter must hold to. Run it from a test of yours:
//!
//! ```text
//! hitkey_mail::testkit::contract::outbox(async || Arc::new(MyOutbox::empty().await) as Arc<dyn Outbox>).await;
//! ```
#![expect(clippy::expect_used, reason = "a contract suite fails by panicking")]

use crate::ports::{Claim, ClaimedEntry, Outbox};
use futures_util::future::join_all;
use hitkey_kernel::testkit::CountingRandom;
use hitkey_kernel::{OutboxEntry, OutboxId, Sealed, Timestamp, Topics};
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

const NOON: Timestamp = Timestamp::from_unix_micros(1_769_847_330_123_456);
const LEASE: Duration = Duration::from_secs(120);
const SECOND: Duration = Duration::from_secs(1);

/// The suite for [`Outbox`]. `make` gives an empty outbox that nobody else uses, each time it is called.
pub async fn outbox(make: impl AsyncFn() -> Arc<dyn Outbox>) {
    what_goes_in_comes_out(&*make().await).await;
    claims_are_exclusive(&*make().await).await;
    the_longest_due_come_first(&*make().await).await;
    a_lease_that_runs_out_brings_entries_back(&*make().await).await;
    a_retry_waits_for_its_instant(&*make().await).await;
    a_done_entry_is_gone(&*make().await).await;
    a_buried_entry_never_comes_back(&*make().await).await;
    a_lost_claim_changes_nothing(&*make().await).await;
    everybody_claims_their_own_topics(&*make().await).await;
}

async fn what_goes_in_comes_out(outbox: &dyn Outbox) {
    let entry = enqueue(outbox, NOON).await;
    assert_eq!(claim(outbox, 10, NOON - Duration::from_micros(1)).await, [], "not due before its instant");
    assert_eq!(claim(outbox, 0, NOON).await, [], "a limit of zero takes nothing");
    let claimed = claim(outbox, 10, NOON).await;
    assert_eq!(claimed, [ClaimedEntry { entry, attempt: 1 }], "due at its instant, unchanged");
}

async fn claims_are_exclusive(outbox: &dyn Outbox) {
    let mut put = HashSet::new();
    for _ in 0..40 {
        put.insert(enqueue(outbox, NOON).await.id);
    }
    let claims = join_all((0..16).map(|_| claim(outbox, 4, NOON))).await;
    assert!(claims.iter().all(|claimed| claimed.len() <= 4), "no claimer gets more than it asked for");
    let mut got: Vec<OutboxId> = claims.into_iter().flatten().map(|claimed| claimed.entry.id).collect();
    got.extend(claim(outbox, 100, NOON).await.iter().map(|claimed| claimed.entry.id));
    assert_eq!(got.len(), 40, "16 parallel claimers get every entry once");
    assert_eq!(got.into_iter().collect::<HashSet<_>>(), put);
}

async fn the_longest_due_come_first(outbox: &dyn Outbox) {
    let mut expected = Vec::new();
    for seconds in [3, 1, 2, 1] {
        let entry = enqueue(outbox, NOON + SECOND * seconds).await;
        expected.push((entry.created_at, entry.id));
    }
    expected.sort();
    for (_, id) in expected {
        let claimed = claim(outbox, 1, NOON + SECOND * 10).await;
        assert_eq!(claimed.first().map(|claimed| claimed.entry.id), Some(id), "one at a time, in due order");
    }
}

async fn a_lease_that_runs_out_brings_entries_back(outbox: &dyn Outbox) {
    enqueue(outbox, NOON).await;
    claim_one(outbox, NOON).await;
    let end = NOON + LEASE;
    assert_eq!(claim(outbox, 1, end - Duration::from_micros(1)).await, [], "leased until its end");
    assert_eq!(claim_one(outbox, end).await.attempt, 2, "back when the lease is over, the attempt counted");
}

async fn a_retry_waits_for_its_instant(outbox: &dyn Outbox) {
    let entry = enqueue(outbox, NOON).await;
    let claimed = claim_one(outbox, NOON).await;
    let at = NOON + SECOND * 5;
    let long_reason = "451 greylisted, приходите позже. ".repeat(100);
    outbox.retry(claimed.claim(), at, &long_reason).await.expect("retry");
    assert_eq!(claim(outbox, 1, at - Duration::from_micros(1)).await, []);
    assert_eq!(claim_one(outbox, at).await, ClaimedEntry { entry, attempt: 2 });
}

async fn a_done_entry_is_gone(outbox: &dyn Outbox) {
    let entry = enqueue(outbox, NOON).await;
    claim_one(outbox, NOON).await;
    outbox.done(entry.id).await.expect("done");
    outbox.done(entry.id).await.expect("done again is no error");
    assert_eq!(claim(outbox, 1, NOON + LEASE * 100).await, []);
}

async fn a_buried_entry_never_comes_back(outbox: &dyn Outbox) {
    enqueue(outbox, NOON).await;
    let buried = claim_one(outbox, NOON).await.claim();
    outbox.bury(buried, NOON, "550 no such mailbox").await.expect("bury");
    assert_eq!(claim(outbox, 1, NOON + LEASE * 100).await, []);
    outbox.retry(buried, NOON, "too late").await.expect("a retry of a buried entry does nothing");
    assert_eq!(claim(outbox, 1, NOON + LEASE * 100).await, []);
}

async fn a_lost_claim_changes_nothing(outbox: &dyn Outbox) {
    let entry = enqueue(outbox, NOON).await;
    let slow = claim_one(outbox, NOON).await.claim();
    let now = NOON + LEASE;
    let quick = claim_one(outbox, now).await.claim();
    outbox.retry(slow, now, "late").await.expect("retry");
    outbox.bury(slow, now, "late").await.expect("bury");
    assert_eq!(claim(outbox, 1, now).await, [], "the second claim still holds");
    outbox.retry(quick, now + SECOND, "busy").await.expect("retry");
    assert_eq!(claim_one(outbox, now + SECOND).await.attempt, 3);
    outbox.done(slow.id).await.expect("whoever delivered it may say so");
    outbox.retry(Claim { id: entry.id, attempt: 3 }, now, "gone").await.expect("retry of what is gone");
    assert_eq!(claim(outbox, 1, now + LEASE * 2).await, []);
}

async fn everybody_claims_their_own_topics(outbox: &dyn Outbox) {
    let mail = enqueue(outbox, NOON).await;
    let event = enqueue_as(outbox, "event.session.opened", NOON).await;
    enqueue_as(outbox, "mailing.sent", NOON).await;
    for (topics, entry) in [(Topics::EVENTS, event), (Topics::MAILS, mail)] {
        let claimed = outbox.claim_due(topics, 10, NOON, LEASE).await.expect("claim_due");
        assert_eq!(claimed, [ClaimedEntry { entry, attempt: 1 }], "{topics:?}");
    }
    assert_eq!(claim(outbox, 10, NOON).await.len(), 1, "what nobody asked for is untouched");
}

async fn enqueue(outbox: &dyn Outbox, created_at: Timestamp) -> OutboxEntry {
    enqueue_as(outbox, "mail.decoy", created_at).await
}

async fn enqueue_as(outbox: &dyn Outbox, topic: &str, created_at: Timestamp) -> OutboxEntry {
    static RANDOM: std::sync::LazyLock<CountingRandom> = std::sync::LazyLock::new(CountingRandom::default);
    let entry = OutboxEntry {
        id: OutboxId::generate(created_at, &*RANDOM),
        topic: topic.to_owned(),
        payload: Sealed::from_bytes(vec![0, 159, 146, 150, 255]),
        created_at,
    };
    outbox.enqueue(entry.clone()).await.expect("enqueue");
    entry
}

async fn claim(outbox: &dyn Outbox, limit: u32, now: Timestamp) -> Vec<ClaimedEntry> {
    outbox.claim_due(Topics::ALL, limit, now, LEASE).await.expect("claim_due")
}

async fn claim_one(outbox: &dyn Outbox, now: Timestamp) -> ClaimedEntry {
    claim(outbox, 1, now).await.pop().expect("an entry is due")
}
