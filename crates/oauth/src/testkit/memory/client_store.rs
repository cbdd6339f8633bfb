use super::MemoryStore;
use crate::ports::{ClientStore, CreateClient, DeleteClient, RotateClientSecret, UpdateClient};
use crate::{Client, ClientAuthentication, ClientOwner};
use hitkey_kernel::{ClientId, Page, PageRequest, StoreError};

#[async_trait::async_trait]
impl ClientStore for MemoryStore {
    async fn create(&self, command: CreateClient) -> Result<(), StoreError> {
        let mut state = self.state();
        state.clients.insert(command.client.id, command.client);
        state.record(command.audit);
        Ok(())
    }

    async fn find(&self, id: ClientId) -> Result<Option<Client>, StoreError> {
        Ok(self.state().clients.get(&id).cloned())
    }

    async fn list(&self, owner: ClientOwner, page: PageRequest) -> Result<Page<Client>, StoreError> {
        let state = self.state();
        let own =
            state.clients.values().filter(|client| client.owner == owner && owner != ClientOwner::Nobody);
        Ok(Page::oldest_first(own.cloned(), page, Client::place))
    }

    async fn update(&self, command: UpdateClient) -> Result<bool, StoreError> {
        let mut state = self.state();
        let Some(client) = state
            .clients
            .get_mut(&command.id)
            .filter(|client| client.owner == command.owner && client.updated_at == command.seen_updated_at)
        else {
            return Ok(false);
        };
        client.name = command.name;
        client.redirect_uris = command.redirect_uris;
        client.grant_types = command.grant_types;
        client.keys = command.keys;
        client.requests = command.requests;
        client.skip_consent = command.skip_consent;
        client.id_token_alg = command.id_token_alg;
        client.subject_type = command.subject_type;
        client.tokens = command.tokens;
        client.logout = command.logout;
        client.updated_at = command.updated_at;
        state.record(command.audit);
        Ok(true)
    }

    async fn delete(&self, command: DeleteClient) -> Result<bool, StoreError> {
        let DeleteClient { id, owner, audit } = command;
        let mut state = self.state();
        if state.clients.get(&id).is_none_or(|client| client.owner != owner) {
            return Ok(false);
        }
        state.clients.remove(&id);
        state.registrations.remove(&id);
        state.remove_grants(|grant| grant.client == id);
        state.forget_consents(|_, client| client == id);
        state.pushed.retain(|_, row| !row.is_of(id));
        state.record(audit);
        Ok(true)
    }

    async fn rotate_secret(&self, command: RotateClientSecret) -> Result<bool, StoreError> {
        let mut state = self.state();
        let client = state.clients.get_mut(&command.id).filter(|client| client.owner == command.owner);
        let Some(client) = client else { return Ok(false) };
        match (&mut client.authentication, command.sealed) {
            (ClientAuthentication::Secret { digest, .. }, None) => *digest = command.digest,
            (ClientAuthentication::SecretJwt { digest, sealed }, Some(new)) => {
                (*digest, *sealed) = (command.digest, new);
            }
            _ => return Ok(false),
        }
        client.updated_at = command.updated_at;
        state.record(command.audit);
        Ok(true)
    }
}
