use super::MemoryStore;
use crate::ports::{OpenRequest, OpenedRequest, PushedRequest, PushedRequestStore, SpendRequest};
use hitkey_kernel::{StoreError, Timestamp};

#[derive(Debug)]
pub(super) struct PushedRow {
    request: PushedRequest,
    opened_at: Option<Timestamp>,
}

#[async_trait::async_trait]
impl PushedRequestStore for MemoryStore {
    async fn push(&self, request: PushedRequest) -> Result<(), StoreError> {
        self.state().pushed.insert(request.digest, PushedRow { request, opened_at: None });
        Ok(())
    }

    async fn open(&self, command: OpenRequest) -> Result<Option<OpenedRequest>, StoreError> {
        let mut state = self.state();
        let live = |row: &&mut PushedRow| row.is_live(&command.client, command.now);
        let Some(row) = state.pushed.get_mut(&command.digest).filter(live) else { return Ok(None) };
        if row.opened_at.is_none() {
            row.request.expires_at = command.expires_at;
        }
        let opened_at = *row.opened_at.get_or_insert(command.now);
        Ok(Some(OpenedRequest { params: row.request.params.clone(), opened_at }))
    }

    async fn spend(&self, command: SpendRequest) -> Result<bool, StoreError> {
        let mut state = self.state();
        let live =
            state.pushed.get(&command.digest).is_some_and(|row| row.is_live(&command.client, command.now));
        Ok(live && state.pushed.remove(&command.digest).is_some())
    }
}

impl PushedRow {
    fn is_live(&self, client: &hitkey_kernel::ClientId, now: Timestamp) -> bool {
        self.request.client == *client && now < self.request.expires_at
    }

    pub(super) fn is_of(&self, client: hitkey_kernel::ClientId) -> bool {
        self.request.client == client
    }
}
