//! Servers that take access tokens (RFC 8707): what they are called, and who may ask for tokens for them.

mod aim;
mod target;
mod uri;

pub use aim::Aim;
pub use target::Target;
pub use uri::{ResourceUri, ResourceUriError};

use crate::{ClientName, ScopeSet};
use hitkey_kernel::{Cursor, ProjectId, ResourceId, Timestamp};

/// A server of a project that takes access tokens (RFC 8707 §2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// Names it here. Who registers the same URI later registers another resource.
    pub id: ResourceId,
    /// Whose it is: its members manage it as they manage clients.
    pub project: ProjectId,
    /// How clients name it, and what stands in its tokens as `aud`. Never changes.
    pub uri: ResourceUri,
    /// What people read; as clients are named.
    pub name: ClientName,
    /// Of the scopes of a client what its tokens may carry; all of them when nothing is said.
    pub scopes: Option<ScopeSet>,
    /// Whether any client may ask for its tokens, and not those of its project only.
    pub is_open: bool,
    /// When it was registered.
    pub created_at: Timestamp,
    /// When it was last changed. Grows with every change, so that a change can name what it saw.
    pub updated_at: Timestamp,
}

impl Resource {
    /// How many a project can have.
    pub const MOST: usize = 100;

    /// Where it stands in a list.
    pub fn place(&self) -> Cursor {
        Cursor::new(self.created_at, self.id.uuid())
    }
}
