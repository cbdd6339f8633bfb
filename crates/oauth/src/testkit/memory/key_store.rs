use super::MemoryStore;
use crate::StoredKey;
use crate::ports::{InstallKey, KeyStore};
use hitkey_kernel::{StoreError, Timestamp};

#[async_trait::async_trait]
impl KeyStore for MemoryStore {
    async fn list(&self) -> Result<Vec<StoredKey>, StoreError> {
        let mut keys = self.state().keys.clone();
        keys.sort_by_key(|key| (key.alg.as_str(), key.generation));
        Ok(keys)
    }

    async fn install(&self, command: InstallKey) -> Result<bool, StoreError> {
        let InstallKey { key, elders_expire_at, audit } = command;
        let mut state = self.state();
        let mut same_alg = state.keys.iter_mut().filter(|other| other.alg == key.alg).collect::<Vec<_>>();
        if same_alg.iter().any(|other| other.generation == key.generation) {
            return Ok(false);
        }
        for elder in &mut same_alg {
            if elder.generation < key.generation && elder.retires_at.is_none() {
                elder.retires_at = Some(key.activates_at);
                elder.expires_at = Some(elders_expire_at);
            }
        }
        state.keys.push(key);
        state.record(audit);
        Ok(true)
    }

    async fn sweep(&self, now: Timestamp) -> Result<u64, StoreError> {
        let mut state = self.state();
        let before = state.keys.len();
        state.keys.retain(|key| key.expires_at.is_none_or(|end| now < end));
        Ok((before - state.keys.len()) as u64)
    }
}
