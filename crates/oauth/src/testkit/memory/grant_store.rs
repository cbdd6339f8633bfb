use super::{GrantRow, MemoryStore, RefreshRow, State};
use crate::ports::{
    ClientAnd, ClientInSession, ExtendRefresh, GrantStore, IssueGrant, NewRefresh, PresentedRefresh,
    ProjectAccess, RedeemCode, RefreshState, RevokeGrant, RotateRefresh,
};
use crate::{AuthorizationCodeDigest, Consent, Grant, GrantState, OAuthRefreshTokenDigest};
use hitkey_kernel::{ClientId, GrantId, SessionId, StoreError};

impl State {
    fn lets_issue(&self, IssueGrant { grant, client_updated_at, project, .. }: &IssueGrant) -> bool {
        project.is_none_or(|project| self.access(grant.user, project) != ProjectAccess::PrivateOutsider)
            && self.clients.get(&grant.client).is_some_and(|client| client.updated_at == *client_updated_at)
            && self.people.contains_key(&grant.user)
            && grant.resources.iter().all(|resource| self.resources.contains_key(resource))
            && grant.session.is_none_or(|session| !self.ended_sessions.contains(&session))
    }

    /// Issues a grant, if it may be.
    pub(super) fn issue(&mut self, command: IssueGrant) -> bool {
        if !self.lets_issue(&command) {
            return false;
        }
        let IssueGrant { grant, code, .. } = command;
        self.remember_consent(&grant);
        self.grants.insert(grant.id, GrantRow { grant, code });
        true
    }

    fn remember_consent(&mut self, grant: &Grant) {
        let (scopes, now) = (grant.allowed(), grant.created_at);
        let fresh = Consent { scopes, granted_at: now, updated_at: now };
        let consent = self.consents.entry((grant.user, grant.client)).or_insert(fresh);
        consent.scopes = consent.scopes.union(scopes);
        consent.updated_at = now;
        let resources = grant.resources.iter().map(|resource| (grant.user, grant.client, *resource));
        self.allowed_resources.extend(resources);
    }

    fn add_refresh(&mut self, grant: GrantId, token: NewRefresh) {
        let row = RefreshRow { grant, state: RefreshState::Fresh, expires_at: token.expires_at };
        self.refresh.insert(token.digest, row);
    }

    fn presented(&self, row: RefreshRow) -> Option<PresentedRefresh> {
        let grant = self.grants.get(&row.grant)?.grant.clone();
        Some(PresentedRefresh { grant, state: row.state, expires_at: row.expires_at })
    }
}

#[async_trait::async_trait]
impl GrantStore for MemoryStore {
    async fn issue(&self, command: IssueGrant) -> Result<bool, StoreError> {
        Ok(self.state().issue(command))
    }

    async fn find_by_code(
        &self,
        client: ClientId,
        code: &AuthorizationCodeDigest,
    ) -> Result<Option<ClientAnd<Grant>>, StoreError> {
        let state = self.state();
        let Some(client) = state.clients.get(&client).cloned() else { return Ok(None) };
        let mut rows = state.grants.values().filter(|row| row.code == *code);
        let found = rows.find(|row| row.grant.client == client.id).map(|row| row.grant.clone());
        Ok(Some(ClientAnd { client, found }))
    }

    async fn clients_in(&self, session: SessionId) -> Result<Vec<ClientInSession>, StoreError> {
        let state = self.state();
        Ok(if state.ended_sessions.contains(&session) { Vec::new() } else { state.clients_in(session) })
    }

    async fn redeem(&self, command: RedeemCode) -> Result<bool, StoreError> {
        let mut state = self.state();
        let row = state.grants.get_mut(&command.grant).filter(|row| row.code == command.code);
        let Some(row) = row else { return Ok(false) };
        match row.grant.state {
            GrantState::CodeIssued { expires_at } if command.now < expires_at => {}
            _ => return Ok(false),
        }
        row.grant.state = GrantState::Redeemed { at: command.now };
        row.grant.expires_at = command.expires_at;
        if let Some(token) = command.refresh {
            state.add_refresh(command.grant, token);
        }
        Ok(true)
    }

    async fn find_by_refresh(
        &self,
        client: ClientId,
        token: &OAuthRefreshTokenDigest,
    ) -> Result<Option<ClientAnd<PresentedRefresh>>, StoreError> {
        let state = self.state();
        let Some(client) = state.clients.get(&client).cloned() else { return Ok(None) };
        let found = state.refresh.get(token).and_then(|row| state.presented(*row));
        let found = found.filter(|presented| presented.grant.client == client.id);
        Ok(Some(ClientAnd { client, found }))
    }

    async fn extend_refresh(&self, command: ExtendRefresh) -> Result<bool, StoreError> {
        let mut state = self.state();
        let row = state.usable_refresh(&command.token, command.grant, command.now);
        Ok(row.map(|row| row.expires_at = command.expires_at).is_some())
    }

    async fn rotate_refresh(&self, command: RotateRefresh) -> Result<bool, StoreError> {
        let mut state = self.state();
        let Some(row) = state.usable_refresh(&command.token, command.grant, command.now) else {
            return Ok(false);
        };
        row.state = RefreshState::Used { at: command.now };
        state.add_refresh(command.grant, command.successor);
        Ok(true)
    }

    async fn revoke(&self, command: RevokeGrant) -> Result<(), StoreError> {
        let mut state = self.state();
        if state.revoke(command.now, |grant| grant.id == command.grant) {
            state.record(command.audit);
        }
        Ok(())
    }
}
