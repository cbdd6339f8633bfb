use super::Resource;
use crate::{Client, ClientOwner};

/// A resource that a client names, and how its project stands to strangers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The resource.
    pub resource: Resource,
    /// Whether its project is open to everybody. Another domain owns this fact.
    pub is_public: bool,
}

impl Target {
    /// Whether the client may ask for its tokens: one of the same project, and any other one if both the resource and
    /// its project are open.
    pub fn takes(&self, client: &Client) -> bool {
        let is_own = client.owner == ClientOwner::Project(self.resource.project);
        is_own || (self.resource.is_open && self.is_public)
    }
}
