use super::MemoryStore;
use crate::ports::{RevokeToken, RevokedTokens};
use hitkey_kernel::StoreError;

#[async_trait::async_trait]
impl RevokedTokens for MemoryStore {
    async fn revoke(&self, command: RevokeToken) -> Result<(), StoreError> {
        let mut state = self.state();
        if state.revoked.insert(command.jti) {
            state.record(command.audit);
        }
        Ok(())
    }

    async fn is_revoked(&self, jti: &str) -> Result<bool, StoreError> {
        Ok(self.state().revoked.contains(jti))
    }
}
