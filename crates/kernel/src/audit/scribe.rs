use super::{AuditEntry, AuditRecord, Author, Event};
use crate::{Ambient, AuditId, OutboxEntry, Timestamp};
use std::fmt;
use std::sync::Arc;

/// Words entries of the audit log, and what subscribers are told of them. Writes nothing: stores do, with
/// the change itself.
#[derive(Clone)]
pub struct Scribe {
    ambient: Ambient,
    announcer: Option<Arc<dyn Announcer>>,
}

/// Tells subscribers what happened, by the outbox.
pub trait Announcer: Send + Sync {
    /// What the store enqueues with `entry`; `None` when nobody wants to know of it.
    fn announcement(&self, entry: &AuditEntry) -> Option<OutboxEntry>;
}

impl Scribe {
    /// Nobody subscribed.
    pub const fn new(ambient: Ambient) -> Self {
        Self { ambient, announcer: None }
    }

    /// Subscribers are told by `announcer`.
    #[must_use]
    pub fn announcing(self, announcer: Arc<dyn Announcer>) -> Self {
        Self { announcer: Some(announcer), ..self }
    }

    /// The entry about `event`, which `author` causes at `now`.
    pub fn record(&self, event: &impl Event, author: Author<'_>, now: Timestamp) -> AuditRecord {
        let id = AuditId::generate(now, self.ambient.random());
        let entry = AuditEntry::of(event, author, id, now);
        let announcement = self.announcer.as_ref().and_then(|announcer| announcer.announcement(&entry));
        AuditRecord { entry, announcement }
    }
}

impl fmt::Debug for Scribe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scribe").field("announces", &self.announcer.is_some()).finish()
    }
}

#[cfg(all(test, feature = "testkit"))]
mod tests {
    use super::*;
    use crate::{
        About, Actor, ApiClientId, AuditTarget, EmailAddress, Language, Origin, OutboxId, ProjectId, Sealed,
        SessionId, UserId, testkit,
    };
    use serde::{Deserialize, Serialize};
    use uuid::Uuid;

    const ANN: UserId = UserId::from_uuid(Uuid::from_u128(1));

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(tag = "action", content = "details")]
    enum Happened {
        #[serde(rename = "letter.sent")]
        Sent { user: UserId, session: SessionId, to_many: bool, address: EmailAddress },
        #[serde(rename = "letter.burned")]
        Burned { user: Option<UserId>, project: ProjectId },
    }

    impl Event for Happened {
        fn about(&self) -> About {
            match self {
                Self::Sent { user, session, .. } => {
                    About { person: Some(*user), target: Some((*session).into()), project: None }
                }
                Self::Burned { user, project } => {
                    About { person: *user, project: Some(*project), target: None }
                }
            }
        }
    }

    fn sent(address: EmailAddress) -> Happened {
        let session = SessionId::from_uuid(Uuid::from_u128(9));
        Happened::Sent { user: ANN, session, to_many: true, address }
    }

    fn burned(user: Option<UserId>) -> Happened {
        Happened::Burned { user, project: ProjectId::from_uuid(Uuid::from_u128(8)) }
    }

    fn actor() -> Actor {
        Actor::new(ANN, Origin::new(Some([192, 0, 2, 1].into()), Some("curl/8"), Language::En))
    }

    #[test]
    fn an_entry_says_who_did_what_to_what_when_from_where() {
        let (scribe, actor, now) =
            (Scribe::new(testkit::ambient()), actor(), Timestamp::from_unix_seconds(5));
        let address = EmailAddress::parse("Ann@example.org").unwrap();
        let AuditRecord { entry, announcement } =
            scribe.record(&sent(address.clone()), Author::from(&actor), now);
        assert_eq!((entry.at, entry.actor, entry.person), (now, Some(ANN), Some(ANN)));
        assert_eq!(
            (entry.action.as_str(), entry.target.as_ref().map(AuditTarget::kind)),
            ("letter.sent", Some("session"))
        );
        assert_eq!((entry.ip, entry.user_agent.as_deref()), (actor.origin.ip, Some("curl/8")));
        assert_eq!(serde_json::to_string(&entry.details).unwrap(), r#"{"to_many":true}"#);
        assert_eq!(entry.address, Some(address));
        assert_eq!(announcement, None);
        let nobody = scribe.record(&burned(None), Author::SYSTEM, now).entry;
        assert!(nobody.details.is_empty(), "{:?}", nobody.details);
        assert_eq!((nobody.actor, nobody.ip, nobody.user_agent, nobody.address), (None, None, None, None));
    }

    #[test]
    fn an_entry_names_the_api_client_that_did_it() {
        let client = Some(ApiClientId::from_uuid(Uuid::from_u128(7)));
        let (scribe, actor) = (Scribe::new(testkit::ambient()), Actor { client, ..actor() });
        let entry = scribe.record(&burned(None), Author::from(&actor), Timestamp::default()).entry;
        assert_eq!((entry.actor, entry.client), (Some(ANN), client));
    }

    #[test]
    fn an_entry_gives_its_event_back() {
        let (scribe, now) = (Scribe::new(testkit::ambient()), Timestamp::from_unix_seconds(5));
        let address = EmailAddress::parse("Ann@example.org").unwrap();
        for event in [sent(address.clone()), burned(None), burned(Some(ANN))] {
            let entry = scribe.record(&event, Author::SYSTEM, now).entry;
            let text = serde_json::to_string(&entry).unwrap();
            let entry: AuditEntry = serde_json::from_str(&text).unwrap();
            assert_eq!(entry.event::<Happened>().unwrap(), event);
            assert!(entry.event::<bool>().is_err());
        }
        let mut blanked = scribe.record(&sent(address), Author::SYSTEM, now).entry;
        blanked.address = None;
        assert!(blanked.event::<Happened>().is_err(), "its address is gone");
    }

    struct Burnings;

    impl Announcer for Burnings {
        fn announcement(&self, entry: &AuditEntry) -> Option<OutboxEntry> {
            (entry.action.as_str() == "letter.burned").then(|| OutboxEntry {
                id: OutboxId::from_uuid(entry.id.uuid()),
                topic: format!("event.{}", entry.action),
                payload: Sealed::from_bytes(Vec::new()),
                created_at: entry.at,
            })
        }
    }

    #[test]
    fn subscribers_are_told_what_they_want_to_know() {
        let scribe = Scribe::new(testkit::ambient()).announcing(Arc::new(Burnings));
        let address = EmailAddress::parse("Ann@example.org").unwrap();
        let topic = |event| {
            let record = scribe.record(&event, Author::SYSTEM, Timestamp::from_unix_seconds(5));
            record.announcement.map(|entry| entry.topic)
        };
        assert_eq!(topic(burned(None)).as_deref(), Some("event.letter.burned"));
        assert_eq!(topic(sent(address)), None);
    }
}
