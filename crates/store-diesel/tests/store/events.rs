//! Whoever subscribes is told what happened, by the outbox, beside the mails.

use crate::common::{Databases, Kind};
use crate::people::{ambient, now};
use hitkey_identity::ports::AuditLog as _;
use hitkey_identity::{Event, SignInStep};
use hitkey_kernel::{
    Announcer, AuditEntry, Author, OutboxEntry, OutboxId, Scribe, Sealed, Timestamp, Topics, UserId,
};
use hitkey_mail::ports::{ClaimedEntry, Outbox as _};
use hitkey_mail::service::{BatchReport, Delivery};
use hitkey_mail::testkit::{PlainSealer, RecordingMailer};
use hitkey_store_diesel::{DieselAuditLog, DieselOutbox};
use std::sync::Arc;
use std::time::Duration;

const LEASE: Duration = Duration::from_secs(60);

/// Subscribes to refused sign-ins, and to nothing else.
struct Refusals;

impl Announcer for Refusals {
    fn announcement(&self, entry: &AuditEntry) -> Option<OutboxEntry> {
        (entry.action.as_str() == "sign_in.failed").then(|| OutboxEntry {
            id: OutboxId::generate(entry.at, ambient().random()),
            topic: format!("{}{}", Topics::EVENTS.prefix(), entry.action),
            payload: Sealed::from_bytes(serde_json::to_vec(entry).unwrap()),
            created_at: entry.at,
        })
    }
}

async fn told(outbox: &DieselOutbox, at: Timestamp) -> Vec<ClaimedEntry> {
    outbox.claim_due(Topics::EVENTS, 10, at, LEASE).await.unwrap()
}

fn event(told: &ClaimedEntry) -> Event {
    let entry: AuditEntry = serde_json::from_slice(told.entry.payload.as_bytes()).unwrap();
    entry.event().unwrap()
}

#[tokio::test]
async fn a_subscriber_is_told_at_least_once_and_mails_go_their_own_way() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let databases = Databases::new(kind);
        let db = databases.migrated().await;
        let (log, outbox) = (DieselAuditLog::new(db.clone()), DieselOutbox::new(db));
        let scribe = Scribe::new(ambient()).announcing(Arc::new(Refusals));
        let user = UserId::generate(now(), ambient().random());
        let refused = Event::SignInFailed { user: Some(user), step: SignInStep::Password };
        for event in [&refused, &Event::PasswordChanged { user }] {
            log.record(scribe.record(event, Author::SYSTEM, now())).await.unwrap();
        }

        let mailer = Arc::new(RecordingMailer::default());
        let mails = Delivery::new(Arc::new(outbox.clone()), mailer, Arc::new(PlainSealer), ambient());
        assert_eq!(mails.run_batch().await.unwrap(), BatchReport::default(), "{kind:?}: an event is no mail");

        let first = told(&outbox, now()).await;
        assert_eq!(first.iter().map(event).collect::<Vec<_>>(), std::slice::from_ref(&refused), "{kind:?}");
        assert_eq!(told(&outbox, now()).await, [], "{kind:?}: somebody has it");
        // The subscriber dies before it says that it is done.
        let again = told(&outbox, now() + LEASE * 2).await;
        assert_eq!(again.iter().map(event).collect::<Vec<_>>(), [refused], "{kind:?}");
        outbox.done(again[0].entry.id).await.unwrap();
        assert_eq!(told(&outbox, now() + LEASE * 9).await, [], "{kind:?}");
    }
}
