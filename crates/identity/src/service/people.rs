use super::Environment;
use crate::ports::PeopleQuery;
use crate::{FoundPerson, SearchScope, SearchText};
use hitkey_kernel::{StoreError, UserId};
use std::sync::Arc;

/// Finding people.
#[derive(Debug, Clone)]
pub struct People {
    env: Arc<Environment>,
}

impl People {
    pub(super) fn new(env: Arc<Environment>) -> Self {
        Self { env }
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
        let limit = self.env.rules.found_people;
        self.env.directory.search(PeopleQuery { caller, text, scope, limit }).await
    }
}
