use crate::{FoundPerson, SearchScope, SearchText};
use async_trait::async_trait;
use hitkey_kernel::{StoreError, UserId};

/// Finds people. Knows who shares a project with whom.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait]
pub trait Directory: Send + Sync {
    /// The people that a search matches, at most `limit`: those first whose user name or address it is,
    /// then the others, the longest registered first.
    ///
    /// MUST match, without regard to case in any script:
    /// - a person one of whose verified addresses it is, whole;
    /// - a person whose user name, display name, full name (in either order) or name in native script
    ///   contains it;
    /// - a person one of whose verified addresses contains it, only if they share a project with the
    ///   caller.
    ///
    /// MUST NOT match by an address that was not verified, MUST look at the members of the scope's project
    /// only, and MUST find nobody there unless the caller is one. What it tells of a person's addresses:
    /// see [`FoundPerson::email`].
    async fn search(&self, query: PeopleQuery) -> Result<Vec<FoundPerson>, StoreError>;
}

/// For [`Directory::search`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeopleQuery {
    /// Who looks.
    pub caller: UserId,
    /// What for.
    pub text: SearchText,
    /// Among whom.
    pub scope: SearchScope,
    /// How many at most.
    pub limit: u32,
}
