use super::AuditTarget;
use crate::{EmailAddress, ProjectId, UserId};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::fmt;

/// What else is to be said about an event. Holds nothing personal.
pub type Details = Map<String, Value>;

/// Something that matters for security and has happened, in the words of one domain.
///
/// It is an enum of structs, serialised by `#[serde(tag = "action", content = "details")]`, each variant
/// renamed to what happened to what, such as `password.changed`. What [`about`](Self::about) tells stands in
/// the fields `user`, `project` and the one named like the target's kind. A field called `address` is a
/// mail address: the log keeps it apart, because it goes when its owner goes. Nothing else in it may be
/// personal.
///
/// No secret gets in by accident: no type that holds one can be serialised.
///
/// ```
/// use hitkey_kernel::{About, Event, SessionId, UserId};
///
/// #[derive(serde::Serialize, serde::Deserialize)]
/// #[serde(tag = "action", content = "details")]
/// enum Happened {
///     #[serde(rename = "session.opened")]
///     SessionOpened { user: UserId, session: SessionId, at_night: bool },
/// }
///
/// impl Event for Happened {
///     fn about(&self) -> About {
///         let Self::SessionOpened { user, session, .. } = self;
///         About { person: Some(*user), target: Some((*session).into()), ..About::default() }
///     }
/// }
/// ```
pub trait Event: Serialize {
    /// Whom and what it is about.
    fn about(&self) -> About;
}

/// Whom and what an event is about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// Whose own activity shows it.
    pub person: Option<UserId>,
    /// Whose managers see it.
    pub project: Option<ProjectId>,
    /// What was done something to.
    pub target: Option<AuditTarget>,
}

/// What was done, such as `password.changed`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AuditAction(String);

impl AuditAction {
    /// Takes an action that was stored. It may be one that only another version knows.
    pub const fn stored(word: String) -> Self {
        Self(word)
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AuditAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The entry is of another domain or version, or its address is gone.
#[derive(Debug, thiserror::Error)]
#[error("the entry is no such event")]
pub struct EventError(#[from] serde_json::Error);

/// The serialised form of every event.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Parts {
    pub(super) action: String,
    pub(super) details: Details,
}

/// Where the one personal field of an event stands.
const ADDRESS: &str = "address";

impl Parts {
    /// An event is an enum of structs of texts, numbers and flags, which JSON can always write; were one not,
    /// its entry would have an empty action.
    pub(super) fn of(event: &impl Event) -> Self {
        serde_json::to_value(event).and_then(serde_json::from_value).unwrap_or_default()
    }

    /// Takes out what an entry has fields of its own for, and tells the address.
    pub(super) fn taken_apart(&mut self, about: &About) -> Option<EmailAddress> {
        for (field, id) in about.ids() {
            if self.details.get(field).is_some_and(|told| told.as_str() == id.as_deref()) {
                self.details.remove(field);
            }
        }
        let text = self.details.remove(ADDRESS)?;
        text.as_str().and_then(|text| EmailAddress::parse(text).ok())
    }

    /// Puts back what [`taken_apart`](Self::taken_apart) took out.
    pub(super) fn put_together(&mut self, about: &About, address: Option<&EmailAddress>) {
        for (field, id) in about.ids() {
            self.details.entry(field).or_insert(id.into());
        }
        if let Some(address) = address {
            self.details.insert(ADDRESS.to_owned(), address.as_str().into());
        }
    }
}

impl About {
    /// The fields of an event that tell the same.
    fn ids(&self) -> impl Iterator<Item = (&str, Option<String>)> {
        let target = self.target.as_ref().map(|target| (target.kind(), Some(target.id().to_string())));
        let user = ("user", self.person.map(|id| id.to_string()));
        let project = ("project", self.project.map(|id| id.to_string()));
        [user, project].into_iter().chain(target)
    }
}
