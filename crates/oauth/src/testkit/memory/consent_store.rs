use super::{MemoryStore, State};
use crate::ports::{ConsentStore, WithdrawConsent};
use crate::{AllowedApp, Consent};
use hitkey_kernel::{ClientId, Page, PageRequest, ResourceId, StoreError, UserId};
use std::collections::BTreeSet;

impl State {
    fn allowed_app(&self, client: ClientId, consent: Consent) -> Option<AllowedApp> {
        let name = self.clients.get(&client)?.name.clone();
        Some(AllowedApp { client, name, consent })
    }
}

#[async_trait::async_trait]
impl ConsentStore for MemoryStore {
    async fn find(&self, user: UserId, client: ClientId) -> Result<Option<Consent>, StoreError> {
        Ok(self.state().consents.get(&(user, client)).copied())
    }

    async fn resources(&self, user: UserId, client: ClientId) -> Result<BTreeSet<ResourceId>, StoreError> {
        let state = self.state();
        let own =
            state.allowed_resources.iter().filter(|(person, other, _)| (*person, *other) == (user, client));
        Ok(own.map(|(_, _, resource)| *resource).collect())
    }

    async fn list(&self, user: UserId, page: PageRequest) -> Result<Page<AllowedApp>, StoreError> {
        let state = self.state();
        let own = state.consents.iter().filter(|((person, _), _)| *person == user);
        let apps = own.filter_map(|((_, client), consent)| state.allowed_app(*client, *consent));
        Ok(Page::latest_first(apps, page, AllowedApp::place))
    }

    async fn withdraw(&self, command: WithdrawConsent) -> Result<bool, StoreError> {
        let WithdrawConsent { user, client, now, audit } = command;
        let mut state = self.state();
        if !state.consents.contains_key(&(user, client)) {
            return Ok(false);
        }
        state.forget_consents(|person, other| (person, other) == (user, client));
        state.revoke(now, |grant| grant.user == user && grant.client == client);
        state.record(audit);
        Ok(true)
    }
}
