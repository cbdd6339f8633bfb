//! The rules of delivery, on memory adapters.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

use async_trait::async_trait;
use hitkey_kernel::testkit::{ManualClock, ambient_at};
use hitkey_kernel::{Ambient, Language, Sealed, StoreError};
use hitkey_mail::ports::{ClaimedEntry, MailError, Mailer, Outbox as _};
use hitkey_mail::service::{BatchReport, Delivery};
use hitkey_mail::testkit::mocks::MockOutbox;
use hitkey_mail::testkit::{MemoryOutbox, PlainSealer, RecordingMailer, Refusal, fixtures};
use hitkey_mail::{Content, Email, Message};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

struct World {
    outbox: Arc<MemoryOutbox>,
    mailer: Arc<RecordingMailer>,
    clock: Arc<ManualClock>,
    ambient: Ambient,
    delivery: Delivery,
}

fn world() -> World {
    let outbox = Arc::new(MemoryOutbox::default());
    let mailer = Arc::new(RecordingMailer::default());
    let clock = Arc::new(ManualClock::default());
    let ambient = ambient_at(clock.clone());
    let delivery = Delivery::new(outbox.clone(), mailer.clone(), Arc::new(PlainSealer), ambient.clone());
    World { outbox, mailer, clock, ambient, delivery }
}

impl World {
    async fn put(&self, message: Message) {
        self.outbox.enqueue(message.to_entry(&PlainSealer, &self.ambient)).await.unwrap();
    }

    async fn put_letter(&self) {
        self.put(letter()).await;
    }

    async fn run(&self) -> BatchReport {
        self.delivery.run_batch().await.unwrap()
    }
}

fn letter() -> Message {
    let content =
        Content::PasswordChanged { at: fixtures::AT, forgot_link: "https://id.example.org/f".into() };
    Message::Letter(fixtures::letter(Language::En, content))
}

const SENT: BatchReport = BatchReport { sent: 1, dropped: 0, retried: 0, buried: 0, unsettled: 0 };
const RETRIED: BatchReport = BatchReport { sent: 0, retried: 1, ..SENT };
const BURIED: BatchReport = BatchReport { sent: 0, buried: 1, ..SENT };
const IDLE: BatchReport = BatchReport { sent: 0, ..SENT };

#[tokio::test]
async fn a_mail_is_sent_once_and_leaves_the_outbox() {
    let world = world();
    world.put_letter().await;
    assert_eq!(world.run().await, SENT);
    assert_eq!(world.run().await, IDLE);
    assert_eq!(world.outbox.waiting(), []);
    assert_eq!(world.mailer.sent()[0].to.as_str(), "ann@example.org");
}

#[tokio::test]
async fn a_decoy_goes_nowhere() {
    let world = world();
    world.put(Message::Decoy).await;
    assert_eq!(world.run().await, BatchReport { sent: 0, dropped: 1, ..SENT });
    assert!(world.mailer.sent().is_empty() && world.outbox.waiting().is_empty());
}

#[tokio::test]
async fn a_mail_that_was_not_taken_is_tried_again_after_growing_pauses() {
    let world = world();
    world.put_letter().await;
    for pause in [5, 10, 20] {
        world.mailer.refuse_next(Refusal::Transient);
        assert_eq!(world.run().await, RETRIED);
        world.clock.advance(Duration::from_secs(pause) * 7 / 10);
        assert_eq!(world.run().await, IDLE, "the pause is not over");
        world.clock.advance(Duration::from_secs(pause) * 6 / 10);
    }
    assert!(world.outbox.waiting()[0].1.as_ref().is_some_and(|error| error.contains("451 busy")));
    assert_eq!(world.run().await, SENT);
}

#[tokio::test]
async fn a_refusal_for_good_buries_at_once() {
    let world = world();
    world.put_letter().await;
    world.mailer.refuse_next(Refusal::Permanent);
    assert_eq!(world.run().await, BURIED);
    world.clock.advance(Duration::from_secs(3600));
    assert_eq!(world.run().await, IDLE);
    assert!(world.outbox.buried()[0].1.as_ref().is_some_and(|error| error.contains("550")));
}

#[tokio::test]
async fn a_mail_is_given_up_after_a_day_but_has_its_last_chance_then() {
    let late = world();
    late.put_letter().await;
    late.clock.advance(Duration::from_secs(24 * 3600));
    late.mailer.refuse_next(Refusal::Transient);
    assert_eq!(late.run().await, BURIED);

    let lucky = world();
    lucky.put_letter().await;
    lucky.clock.advance(Duration::from_secs(48 * 3600));
    assert_eq!(lucky.run().await, SENT);
}

#[tokio::test]
async fn what_does_not_open_or_is_no_message_is_buried_and_its_text_is_not_kept() {
    let world = world();
    let mut moved = letter().to_entry(&PlainSealer, &world.ambient);
    moved.payload = letter().to_entry(&PlainSealer, &world.ambient).payload;
    let mut garbled = letter().to_entry(&PlainSealer, &world.ambient);
    garbled.payload = Sealed::from_bytes([garbled.id.uuid().as_bytes(), &b"|\"hunter2\""[..]].concat());
    for entry in [moved, garbled] {
        world.outbox.enqueue(entry).await.unwrap();
    }
    world.put_letter().await;
    assert_eq!(world.run().await, BatchReport { sent: 1, buried: 2, ..SENT });
    for (_, why) in world.outbox.buried() {
        assert!(why.is_some_and(|why| !why.contains("hunter2")));
    }
}

#[tokio::test]
async fn the_same_mail_sent_twice_has_the_same_id() {
    let world = world();
    let entry = letter().to_entry(&PlainSealer, &world.ambient);
    for _ in 0..2 {
        world.outbox.enqueue(entry.clone()).await.unwrap();
        world.run().await;
    }
    let sent = world.mailer.sent();
    assert_eq!((sent.len(), sent[0].id), (2, sent[1].id));
}

#[tokio::test]
async fn a_store_that_fails_after_the_sending_spoils_nothing_else() {
    let entry = letter().to_entry(&PlainSealer, &hitkey_kernel::testkit::ambient());
    let mut outbox = MockOutbox::new();
    outbox.expect_claim_due().return_once(|_, _, _, _| Ok(vec![ClaimedEntry { entry, attempt: 1 }]));
    outbox.expect_done().return_once(|_| Err(StoreError::unavailable("gone")));
    let ambient = hitkey_kernel::testkit::ambient();
    let mailer = Arc::new(RecordingMailer::default());
    let delivery = Delivery::new(Arc::new(outbox), mailer, Arc::new(PlainSealer), ambient);
    let report = delivery.run_batch().await.unwrap();
    assert_eq!(report, BatchReport { sent: 0, unsettled: 1, ..SENT });
    assert_eq!(report.claimed(), 1);
}

/// Takes a while for each mail and watches how many are under way.
#[derive(Default)]
struct SlowMailer {
    under_way: AtomicU32,
    most: AtomicU32,
}

#[async_trait]
impl Mailer for SlowMailer {
    async fn send(&self, _: &Email) -> Result<(), MailError> {
        let now = self.under_way.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(now, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(20)).await;
        self.under_way.fetch_sub(1, Ordering::SeqCst);
        Ok(())
    }
}

#[tokio::test]
async fn a_slow_server_is_served_eight_at_a_time() {
    let world = world();
    for _ in 0..20 {
        world.put_letter().await;
    }
    let mailer = Arc::new(SlowMailer::default());
    let delivery =
        Delivery::new(world.outbox.clone(), mailer.clone(), Arc::new(PlainSealer), world.ambient.clone());
    assert_eq!(delivery.run_batch().await.unwrap().sent, 16);
    assert_eq!(mailer.most.load(Ordering::SeqCst), 8);
    assert_eq!(delivery.run_batch().await.unwrap().sent, 4);
}
