use crate::ports::RegistrationStore;
use crate::{InitialAccess, InitialAccessToken};
use hitkey_kernel::{Ambient, InitialAccessId, StoreError};
use std::sync::Arc;
use std::time::Duration;

/// Lets the operator say who may register clients (RFC 7591 §3).
pub struct InitialAccesses {
    store: Arc<dyn RegistrationStore>,
    ambient: Ambient,
}

impl InitialAccesses {
    /// Puts the use case together.
    pub fn new(store: Arc<dyn RegistrationStore>, ambient: Ambient) -> Self {
        Self { store, ambient }
    }

    /// Gives a right to register so many clients in this time; the token is shown this once.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn admit(
        &self,
        uses: u32,
        lifetime: Duration,
    ) -> Result<(InitialAccess, InitialAccessToken), StoreError> {
        let (now, random) = (self.ambient.now(), self.ambient.random());
        let token = InitialAccessToken::generate(random);
        let access = InitialAccess {
            id: InitialAccessId::generate(now, random),
            token: token.digest(),
            uses_left: uses,
            created_at: now,
            expires_at: now + lifetime,
        };
        self.store.admit(access).await?;
        Ok((access, token))
    }

    /// The rights that have not expired, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn list(&self) -> Result<Vec<InitialAccess>, StoreError> {
        self.store.admitted(self.ambient.now()).await
    }

    /// Takes a right back; what was registered by it stays. Tells whether there was such a right.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn dismiss(&self, id: InitialAccessId) -> Result<bool, StoreError> {
        self.store.dismiss(id).await
    }
}
