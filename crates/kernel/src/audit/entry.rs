use super::event::Parts;
use super::{About, AuditAction, AuditTarget, Author, Details, Event, EventError};
use crate::{ApiClientId, AuditId, Cursor, EmailAddress, OutboxEntry, ProjectId, Timestamp, UserId};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::net::IpAddr;

/// Who did what to what, when, from where: one line of the audit log.
///
/// What is personal has fields of its own (`address`, `ip`, `user_agent`), so that it can go while the rest
/// stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Names this entry.
    pub id: AuditId,
    /// When it happened.
    pub at: Timestamp,
    /// Who did it, if they had proved who they are.
    pub actor: Option<UserId>,
    /// By which API client they did it, if not in person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<ApiClientId>,
    /// Whose own activity shows it.
    pub person: Option<UserId>,
    /// Whose managers see it.
    pub project: Option<ProjectId>,
    /// What was done.
    pub action: AuditAction,
    /// To what.
    pub target: Option<AuditTarget>,
    /// What else there is to say. Nothing personal.
    pub details: Details,
    /// The mail address that it is about.
    pub address: Option<EmailAddress>,
    /// From which network address.
    pub ip: Option<IpAddr>,
    /// With which program.
    pub user_agent: Option<String>,
}

/// An entry on its way into the log. The store that makes the change writes it in the same step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRecord {
    /// What is kept.
    pub entry: AuditEntry,
    /// What is enqueued with it, if somebody subscribed to events of this kind.
    pub announcement: Option<OutboxEntry>,
}

impl AuditEntry {
    pub(super) fn of(event: &impl Event, author: Author<'_>, id: AuditId, at: Timestamp) -> Self {
        let (about, mut parts) = (event.about(), Parts::of(event));
        let address = parts.taken_apart(&about);
        let About { person, project, target } = about;
        let Author { user: actor, client, origin } = author;
        Self {
            id,
            at,
            actor,
            client,
            person,
            project,
            action: AuditAction::stored(parts.action),
            target,
            details: parts.details,
            address,
            ip: origin.and_then(|origin| origin.ip),
            user_agent: origin.and_then(|origin| origin.user_agent()).map(str::to_owned),
        }
    }

    /// The event that the entry was made of.
    ///
    /// # Errors
    /// [`EventError`] when it is none of `E`.
    pub fn event<E: DeserializeOwned>(&self) -> Result<E, EventError> {
        let (person, project, target) = (self.person, self.project, self.target.clone());
        let mut parts = Parts { action: self.action.as_str().to_owned(), details: self.details.clone() };
        parts.put_together(&About { person, project, target }, self.address.as_ref());
        Ok(serde_json::from_value(serde_json::to_value(parts)?)?)
    }

    /// Where it stands in the log.
    pub const fn place(&self) -> Cursor {
        Cursor::new(self.at, self.id.uuid())
    }
}
