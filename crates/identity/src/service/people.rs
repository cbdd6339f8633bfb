use crate::ports::{Directory, PeopleQuery};
use crate::{FoundPerson, Rules, SearchScope, SearchText};
use hitkey_kernel::{StoreError, UserId};
use std::fmt;
use std::sync::Arc;

/// Finding people. Apart from the other use cases, because it needs to know who shares a project with whom.
#[derive(Clone)]
pub struct People {
    directory: Arc<dyn Directory>,
    limit: u32,
}

impl fmt::Debug for People {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("People").field("limit", &self.limit).finish_non_exhaustive()
    }
}

impl People {
    /// Looks into `directory`.
    pub fn new(directory: Arc<dyn Directory>, rules: &Rules) -> Self {
        Self { directory, limit: rules.found_people }
    }

    /// The people whom `text` matches, at most ten. Nobody learns an address that they did not type whole,
    /// unless they share a project with its owner. Among the members of a project only a member finds
    /// anybody.
    ///
    /// # Errors
    /// [`StoreError`] when the store failed.
    pub async fn search(
        &self,
        caller: UserId,
        text: SearchText,
        scope: SearchScope,
    ) -> Result<Vec<FoundPerson>, StoreError> {
        let limit = self.limit;
        self.directory.search(PeopleQuery { caller, text, scope, limit }).await
    }
}
