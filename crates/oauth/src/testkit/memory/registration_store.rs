use super::{MemoryStore, State};
use crate::ports::{RegisterClient, RegistrationStore};
use crate::{Client, InitialAccess, InitialAccessTokenDigest, RegistrationTokenDigest};
use hitkey_kernel::{ClientId, InitialAccessId, StoreError, Timestamp};

impl State {
    /// Whether a use was left, which is gone now.
    fn spend_access(&mut self, token: InitialAccessTokenDigest, now: Timestamp) -> bool {
        let good = |access: &&mut InitialAccess| {
            access.token == token && now < access.expires_at && access.uses_left > 0
        };
        let found = self.accesses.iter_mut().find(good);
        found.map(|access| access.uses_left -= 1).is_some()
    }
}

#[async_trait::async_trait]
impl RegistrationStore for MemoryStore {
    async fn register(&self, command: RegisterClient) -> Result<bool, StoreError> {
        let mut state = self.state();
        let client = command.creation.client;
        if command.initial.is_some_and(|token| !state.spend_access(token, client.created_at)) {
            return Ok(false);
        }
        state.registrations.insert(client.id, command.token);
        state.clients.insert(client.id, client);
        state.record(command.creation.audit);
        Ok(true)
    }

    async fn registered(
        &self,
        id: ClientId,
        token: &RegistrationTokenDigest,
    ) -> Result<Option<Client>, StoreError> {
        let state = self.state();
        let is_its = state.registrations.get(&id) == Some(token);
        Ok(state.clients.get(&id).filter(|_| is_its).cloned())
    }

    async fn admit(&self, access: InitialAccess) -> Result<(), StoreError> {
        self.state().accesses.push(access);
        Ok(())
    }

    async fn admitted(&self, now: Timestamp) -> Result<Vec<InitialAccess>, StoreError> {
        let mut live: Vec<_> =
            self.state().accesses.iter().filter(|access| now < access.expires_at).copied().collect();
        live.sort_by_key(|access| (access.expires_at, access.id));
        Ok(live)
    }

    async fn dismiss(&self, id: InitialAccessId) -> Result<bool, StoreError> {
        let mut state = self.state();
        let before = state.accesses.len();
        state.accesses.retain(|access| access.id != id);
        Ok(state.accesses.len() < before)
    }
}
