use crate::{Origin, UserId};

/// Who asks for something, and from where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub user: UserId,
    /// From where.
    pub origin: Origin,
}

impl Actor {
    /// This person, from there.
    pub const fn new(user: UserId, origin: Origin) -> Self {
        Self { user, origin }
    }
}
