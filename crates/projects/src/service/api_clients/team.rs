use super::{
    ApiClients, CreateApiClientError, FindApiClientError, RotateApiClientError, UpdateApiClientError,
};
use crate::service::AuthorizeError;
use crate::service::guard::settle;
use crate::{
    Action, ApiClient, ApiClientChange, ApiClientKeeper, ApiClientToken, AssignableRole, Grants,
    NewApiClient, Slug,
};
use hitkey_kernel::{Actor, ApiClientId, Page, PageRequest, UserId};
use std::time::Duration;

/// The clients of a project's team: whoever made them may go.
///
/// Whoever sees a token can act as its client. So an admin, who can't make admins, neither lets a client act as one nor
/// rolls the token of one that does; to look at it, to change other things and to end it they may.
impl ApiClients {
    /// Makes a client of the team, and the token that is shown this once. It may what it is granted in the project, and
    /// nothing else.
    ///
    /// # Errors
    /// [`CreateApiClientError`].
    pub async fn create_in(
        &self,
        slug: &Slug,
        by: &Actor,
        new: &NewApiClient,
    ) -> Result<(ApiClient, ApiClientToken), CreateApiClientError> {
        settle!(self.try_create_in(slug, by, new))
    }

    async fn try_create_in(
        &self,
        slug: &Slug,
        by: &Actor,
        new: &NewApiClient,
    ) -> Result<Option<(ApiClient, ApiClientToken)>, CreateApiClientError> {
        let keeper = self.keeper(slug, by.user, mightiest(&new.grants)).await?;
        self.try_create(keeper, by, new).await
    }

    /// A page of the team's clients, the oldest first.
    ///
    /// # Errors
    /// [`AuthorizeError`].
    pub async fn list_in(
        &self,
        slug: &Slug,
        caller: UserId,
        page: PageRequest,
    ) -> Result<Page<ApiClient>, AuthorizeError> {
        let keeper = self.keeper(slug, caller, None).await?;
        Ok(self.env.api_clients.list(keeper.owner(), page).await?)
    }

    /// One of the team's clients.
    ///
    /// # Errors
    /// [`FindApiClientError`].
    pub async fn find_in(
        &self,
        slug: &Slug,
        caller: UserId,
        id: ApiClientId,
    ) -> Result<ApiClient, FindApiClientError> {
        let keeper = self.keeper(slug, caller, None).await?;
        self.found(keeper, id).await
    }

    /// Changes some parts of a team's client, as [`update`](Self::update) does.
    ///
    /// # Errors
    /// [`UpdateApiClientError`].
    pub async fn update_in(
        &self,
        slug: &Slug,
        by: &Actor,
        id: ApiClientId,
        change: &ApiClientChange,
    ) -> Result<ApiClient, UpdateApiClientError> {
        settle!(self.try_update_in(slug, by, id, change))
    }

    async fn try_update_in(
        &self,
        slug: &Slug,
        by: &Actor,
        id: ApiClientId,
        change: &ApiClientChange,
    ) -> Result<Option<ApiClient>, UpdateApiClientError> {
        let keeper = self.keeper(slug, by.user, change.grants.as_ref().and_then(mightiest)).await?;
        self.try_update(keeper, by, id, change).await
    }

    /// Gives a team's client a new token, as [`rotate`](Self::rotate) does.
    ///
    /// # Errors
    /// [`RotateApiClientError`].
    pub async fn rotate_in(
        &self,
        slug: &Slug,
        by: &Actor,
        id: ApiClientId,
        overlap: Duration,
    ) -> Result<(ApiClient, ApiClientToken), RotateApiClientError> {
        settle!(self.try_rotate_in(slug, by, id, overlap))
    }

    async fn try_rotate_in(
        &self,
        slug: &Slug,
        by: &Actor,
        id: ApiClientId,
        overlap: Duration,
    ) -> Result<Option<(ApiClient, ApiClientToken)>, RotateApiClientError> {
        let keeper = self.keeper(slug, by.user, None).await?;
        let seen = self.found(keeper, id).await?;
        let keeper = self.keeper(slug, by.user, mightiest(&seen.grants)).await?;
        self.try_rotate(keeper, by, seen, overlap).await
    }

    /// Removes a team's client; its tokens are dead at once.
    ///
    /// # Errors
    /// [`FindApiClientError`].
    pub async fn delete_in(
        &self,
        slug: &Slug,
        by: &Actor,
        id: ApiClientId,
    ) -> Result<(), FindApiClientError> {
        settle!(self.try_delete_in(slug, by, id))
    }

    async fn try_delete_in(
        &self,
        slug: &Slug,
        by: &Actor,
        id: ApiClientId,
    ) -> Result<Option<()>, FindApiClientError> {
        let keeper = self.keeper(slug, by.user, None).await?;
        self.found(keeper, id).await?;
        Ok(self.remove(keeper, by, id).await?.then_some(()))
    }

    /// Who keeps the team's clients, and may let one act in this role.
    async fn keeper(
        &self,
        slug: &Slug,
        user: UserId,
        role: Option<AssignableRole>,
    ) -> Result<ApiClientKeeper, AuthorizeError> {
        let visit = self.env.visit(slug, user).await?;
        let by = visit.entitled_member(Action::ManageApiClients)?;
        if let Some(role) = role {
            visit.permits(Action::GrantApiClient(role))?;
        }
        Ok(ApiClientKeeper::Manager { project: visit.project.id, by })
    }
}

/// The mightiest of the roles.
fn mightiest(grants: &Grants) -> Option<AssignableRole> {
    grants.values().map(|grant| grant.role).min()
}
