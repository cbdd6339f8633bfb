use super::{MemoryStore, State};
use crate::ports::{
    ApiClientOutcome, ApiClientStore, CreateApiClient, DeleteApiClient, RotateApiClient, UpdateApiClient,
};
use crate::{
    ApiClient, ApiClientKeeper, ApiClientOwner, ApiClientTokenDigest, AssignableRole, Grant, Grants, Project,
};
use async_trait::async_trait;
use hitkey_kernel::{ApiClientId, Page, PageRequest, PermissionId, ProjectId, StoreError, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// A client whose permissions are kept by id, so that they follow when a key changes.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    client: ApiClient,
    grants: KeptGrants,
}

type KeptGrants = BTreeMap<ProjectId, (AssignableRole, BTreeSet<PermissionId>)>;

/// Whose a token is, and its last instant once it is replaced.
#[derive(Debug, Clone, Copy)]
pub(super) struct KeptToken {
    client: ApiClientId,
    expires_at: Option<Timestamp>,
}

#[async_trait]
impl ApiClientStore for MemoryStore {
    async fn create(&self, command: CreateApiClient) -> Result<ApiClientOutcome, StoreError> {
        let mut state = self.state();
        let CreateApiClient { by, client, token, audit } = command;
        let grants = match state.granted(by, &client.grants) {
            Ok(grants) => grants,
            Err(outcome) => return Ok(outcome),
        };
        if state.api_clients.values().filter(|kept| kept.client.owner == client.owner).count()
            >= ApiClient::MOST
        {
            return Ok(ApiClientOutcome::TooMany);
        }
        state.api_client_tokens.insert(token, KeptToken { client: client.id, expires_at: None });
        state.api_clients.insert(client.id, Kept { client, grants });
        state.record(audit);
        Ok(ApiClientOutcome::Done)
    }

    async fn find(&self, owner: ApiClientOwner, id: ApiClientId) -> Result<Option<ApiClient>, StoreError> {
        let state = self.state();
        let kept = state.api_clients.get(&id).filter(|kept| kept.client.owner == owner);
        Ok(kept.map(|kept| state.api_client(kept)))
    }

    async fn list(&self, owner: ApiClientOwner, page: PageRequest) -> Result<Page<ApiClient>, StoreError> {
        let state = self.state();
        let own = state.api_clients.values().filter(|kept| kept.client.owner == owner);
        Ok(Page::oldest_first(own.map(|kept| state.api_client(kept)), page, ApiClient::place))
    }

    async fn find_by_token(
        &self,
        token: &ApiClientTokenDigest,
        now: Timestamp,
    ) -> Result<Option<ApiClient>, StoreError> {
        let state = self.state();
        let token = state.api_client_tokens.get(token);
        let token = token.filter(|token| token.expires_at.is_none_or(|at| at > now));
        let kept = token.and_then(|token| state.api_clients.get(&token.client));
        Ok(kept.map(|kept| state.api_client(kept)))
    }

    async fn find_project(&self, id: ApiClientId) -> Result<Option<Project>, StoreError> {
        let state = self.state();
        let owner = state.api_clients.get(&id).map(|kept| kept.client.owner);
        Ok(match owner {
            Some(ApiClientOwner::Project(project)) => state.projects.get(&project).cloned(),
            Some(ApiClientOwner::Person(_)) | None => None,
        })
    }

    async fn update(&self, command: UpdateApiClient) -> Result<ApiClientOutcome, StoreError> {
        let mut state = self.state();
        let UpdateApiClient { by, client, seen_at, audit } = command;
        if !state.is_as_seen(by, client.id, seen_at) {
            return Ok(ApiClientOutcome::Stale);
        }
        let grants = match state.granted(by, &client.grants) {
            Ok(grants) => grants,
            Err(outcome) => return Ok(outcome),
        };
        if let Some(kept) = state.api_clients.get_mut(&client.id) {
            let (created_at, last_used_at) = (kept.client.created_at, kept.client.last_used_at);
            *kept = Kept { client: ApiClient { created_at, last_used_at, ..client }, grants };
        }
        state.record(audit);
        Ok(ApiClientOutcome::Done)
    }

    async fn rotate(&self, command: RotateApiClient) -> Result<bool, StoreError> {
        let mut state = self.state();
        if !state.is_as_seen(command.by, command.id, command.seen_at) {
            return Ok(false);
        }
        let Some(kept) = state.api_clients.get_mut(&command.id) else { return Ok(false) };
        kept.client.updated_at = command.now;
        state.replace_tokens(&command);
        state.record(command.audit);
        Ok(true)
    }

    async fn delete(&self, command: DeleteApiClient) -> Result<bool, StoreError> {
        let mut state = self.state();
        let DeleteApiClient { by, id, audit } = command;
        let own = state.api_clients.get(&id).is_some_and(|kept| kept.client.owner == by.owner());
        if !own || !state.keeps(by) {
            return Ok(false);
        }
        state.api_clients.remove(&id);
        state.api_client_tokens.retain(|_, token| token.client != id);
        state.record(audit);
        Ok(true)
    }

    async fn note_use(&self, id: ApiClientId, now: Timestamp) -> Result<(), StoreError> {
        let mut state = self.state();
        let kept = state.api_clients.get_mut(&id);
        if let Some(kept) = kept.filter(|kept| kept.client.is_use_news(now)) {
            kept.client.last_used_at = Some(now);
        }
        Ok(())
    }
}

impl State {
    /// Whether a client of the project's team is granted this role there and is not revoked.
    pub(super) fn is_of_team(&self, project: ProjectId, id: ApiClientId, role: AssignableRole) -> bool {
        self.api_clients.get(&id).is_some_and(|kept| {
            kept.client.owner == ApiClientOwner::Project(project)
                && kept.client.revoked_at.is_none()
                && kept.grants.get(&project).is_some_and(|(granted, _)| *granted == role)
        })
    }

    /// Whether this keeper still is one.
    fn keeps(&self, by: ApiClientKeeper) -> bool {
        match by {
            ApiClientKeeper::Owner(user) => self.people.contains_key(&user),
            ApiClientKeeper::Manager { project, by } => self.holds(project, by),
        }
    }

    fn is_as_seen(&self, by: ApiClientKeeper, id: ApiClientId, seen_at: Timestamp) -> bool {
        let kept = self.api_clients.get(&id);
        self.keeps(by)
            && kept.is_some_and(|kept| kept.client.owner == by.owner() && kept.client.updated_at == seen_at)
    }

    /// The grants as they are kept.
    fn granted(&self, by: ApiClientKeeper, grants: &Grants) -> Result<KeptGrants, ApiClientOutcome> {
        if !self.keeps(by) || grants.keys().any(|project| !self.projects.contains_key(project)) {
            return Err(ApiClientOutcome::Stale);
        }
        let kept = grants.iter().map(|(project, grant)| {
            let permissions = self.ids_of(*project, &grant.permissions)?;
            Some((*project, (grant.role, permissions)))
        });
        kept.collect::<Option<_>>().ok_or(ApiClientOutcome::UnknownPermission)
    }

    fn replace_tokens(&mut self, command: &RotateApiClient) {
        let RotateApiClient { id, token, overlap_until, .. } = command;
        match overlap_until {
            None => self.api_client_tokens.retain(|_, kept| kept.client != *id),
            Some(until) => {
                let present = |kept: &&mut KeptToken| kept.client == *id && kept.expires_at.is_none();
                for kept in self.api_client_tokens.values_mut().filter(present) {
                    kept.expires_at = Some(*until);
                }
            }
        }
        self.api_client_tokens.insert(*token, KeptToken { client: *id, expires_at: None });
    }

    /// What ends with a project.
    pub(super) fn end_api_clients_of(&mut self, project: ProjectId) {
        self.api_clients.retain(|_, kept| kept.client.owner != ApiClientOwner::Project(project));
        for kept in self.api_clients.values_mut() {
            kept.grants.remove(&project);
        }
        let clients = &self.api_clients;
        self.api_client_tokens.retain(|_, token| clients.contains_key(&token.client));
    }

    fn api_client(&self, kept: &Kept) -> ApiClient {
        let grants = kept.grants.iter().map(|(project, (role, permissions))| {
            let known = permissions.iter().filter_map(|id| self.permissions.get(id));
            let permissions = known.map(|permission| permission.key.clone()).collect();
            (*project, Grant { role: *role, permissions })
        });
        ApiClient { grants: grants.collect(), ..kept.client.clone() }
    }
}
