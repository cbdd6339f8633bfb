use super::MemoryStore;
use crate::ports::{ApiClientWorth, ApiClients};
use async_trait::async_trait;
use hitkey_kernel::{ProjectId, StoreError};

impl MemoryStore {
    /// Makes a token of an API client known, and what it is worth.
    pub fn add_api_client(&self, token: &str, worth: ApiClientWorth) {
        self.state().api_clients.insert(token.to_owned(), worth);
    }
}

#[async_trait]
impl ApiClients for MemoryStore {
    fn is_meant(&self, token: &str) -> bool {
        token.starts_with("hk_live_")
    }

    async fn worth(&self, token: &str, project: ProjectId) -> Result<Option<ApiClientWorth>, StoreError> {
        Ok(self.state().api_clients.get(token).filter(|worth| worth.project == project).cloned())
    }
}
