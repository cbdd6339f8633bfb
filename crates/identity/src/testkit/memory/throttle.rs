use super::MemoryStore;
use crate::ports::{AccountStore as _, Claim, ThrottleStore};
use crate::{Account, Attempt, Pardon, ThrottleClaim};
use async_trait::async_trait;
use hitkey_kernel::{EmailAddress, StoreError, Timestamp};

#[async_trait]
impl ThrottleStore for MemoryStore {
    async fn claim(&self, claims: Vec<ThrottleClaim>, now: Timestamp) -> Result<Claim<()>, StoreError> {
        let mut state = self.state();
        let mut counted = Vec::with_capacity(claims.len());
        for ThrottleClaim { key, policy } in claims {
            match policy.claim(state.attempts.get(&key).copied(), now) {
                Attempt::Allowed(record) => counted.push((key, record)),
                Attempt::Blocked { until } => return Ok(Claim::Blocked { by: key, until }),
            }
        }
        state.attempts.extend(counted);
        Ok(Claim::Allowed(()))
    }

    async fn claim_sign_in(
        &self,
        claims: Vec<ThrottleClaim>,
        email: &EmailAddress,
        now: Timestamp,
    ) -> Result<Claim<Option<Account>>, StoreError> {
        Ok(match self.claim(claims, now).await? {
            Claim::Allowed(()) => Claim::Allowed(self.find_by_email(email).await?),
            Claim::Blocked { by, until } => Claim::Blocked { by, until },
        })
    }

    async fn pardon(&self, pardons: Vec<Pardon>) -> Result<(), StoreError> {
        self.state().pardon(&pardons);
        Ok(())
    }
}
