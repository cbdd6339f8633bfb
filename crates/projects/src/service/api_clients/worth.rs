use super::{ApiClients, AuthenticateApiClientError};
use crate::{ApiClient, ApiClientOwner, Grant, PermissionKey, Role};
use hitkey_kernel::{ProjectId, StoreError, UserId};
use std::collections::BTreeSet;

/// What an API client may in one project at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worth {
    /// Which.
    pub client: ApiClient,
    /// As what it acts there.
    pub role: Role,
    /// The permissions that it has there.
    pub permissions: BTreeSet<PermissionKey>,
    /// Whether its use is to be [noted](ApiClients::note_use).
    pub is_news: bool,
}

impl ApiClients {
    /// What the client of a token may in the project: what it was granted there and, when it is a person's, what they
    /// have there now. `None` when that is nothing.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn worth(&self, presented: &str, project: ProjectId) -> Result<Option<Worth>, StoreError> {
        let client = match self.authenticate(presented).await {
            Ok(client) => client,
            Err(AuthenticateApiClientError::Unauthenticated) => return Ok(None),
            Err(AuthenticateApiClientError::Store(error)) => return Err(error),
        };
        let Some(grant) = client.grants.get(&project).cloned() else { return Ok(None) };
        let is_news = client.is_use_news(self.env.now());
        let effective = match client.owner {
            ApiClientOwner::Project(_) => Some((grant.role.role(), grant.permissions)),
            ApiClientOwner::Person(user) => self.within(grant, project, user).await?,
        };
        Ok(effective.map(|(role, permissions)| Worth { client, role, permissions, is_news }))
    }

    /// A grant within what its owner is and has.
    async fn within(
        &self,
        grant: Grant,
        project: ProjectId,
        user: UserId,
    ) -> Result<Option<(Role, BTreeSet<PermissionKey>)>, StoreError> {
        let found = self.env.members.find_user(project, user).await?;
        Ok(found.map(|mate| {
            let permissions = grant.permissions.intersection(&mate.member.permissions).cloned().collect();
            (mate.member.role.at_most(grant.role), permissions)
        }))
    }
}
