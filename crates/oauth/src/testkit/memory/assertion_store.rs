use super::MemoryStore;
use crate::ports::{AssertionStore, SpendAssertion};
use async_trait::async_trait;
use hitkey_kernel::StoreError;

#[async_trait]
impl AssertionStore for MemoryStore {
    async fn spend(&self, command: SpendAssertion) -> Result<bool, StoreError> {
        Ok(self.state().assertions.insert(command.digest))
    }
}
