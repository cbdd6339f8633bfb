use crate::{Actor, ApiClientId, Origin, UserId};

/// Who did something, as far as it is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Author<'a> {
    /// Who, if they proved it.
    pub user: Option<UserId>,
    /// By which API client, if not in person.
    pub client: Option<ApiClientId>,
    /// From where, if it came from outside.
    pub origin: Option<&'a Origin>,
}

impl<'a> Author<'a> {
    /// This server itself, or whoever works its command line.
    pub const SYSTEM: Author<'static> = Author { user: None, client: None, origin: None };

    /// A person who proved who they are.
    pub const fn person(user: UserId, origin: &'a Origin) -> Self {
        Self { user: Some(user), client: None, origin: Some(origin) }
    }

    /// Somebody who has not proved who they are.
    pub const fn stranger(origin: &'a Origin) -> Self {
        Self { user: None, client: None, origin: Some(origin) }
    }
}

impl<'a> From<&'a Actor> for Author<'a> {
    fn from(actor: &'a Actor) -> Self {
        Self { client: actor.client, ..Self::person(actor.user, &actor.origin) }
    }
}
