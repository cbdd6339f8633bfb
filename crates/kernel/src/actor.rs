use crate::{ApiClientId, Origin, UserId};

/// Who asks for something, and from where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub user: UserId,
    /// By which of their API clients, if not in person.
    pub client: Option<ApiClientId>,
    /// From where.
    pub origin: Origin,
}

impl Actor {
    /// This person, from there.
    pub const fn new(user: UserId, origin: Origin) -> Self {
        Self { user, client: None, origin }
    }
}
