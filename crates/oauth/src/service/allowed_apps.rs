use crate::AllowedApp;
use crate::ports::ConsentStore;
use hitkey_kernel::{Ambient, ClientId, Page, PageRequest, StoreError, UserId};
use std::sync::Arc;

/// Lets people see and end what they allowed.
pub struct AllowedApps {
    consents: Arc<dyn ConsentStore>,
    ambient: Ambient,
}

/// Why nothing was withdrawn.
#[derive(Debug, thiserror::Error)]
pub enum WithdrawError {
    /// The person did not allow this client anything.
    #[error("this app was not allowed")]
    NotAllowed,
    /// The store could not do its work.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AllowedApps {
    /// Puts the use case together.
    pub fn new(consents: Arc<dyn ConsentStore>, ambient: Ambient) -> Self {
        Self { consents, ambient }
    }

    /// A page of the apps that `user` allowed, the one first that was first allowed last.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn list(&self, user: UserId, page: PageRequest) -> Result<Page<AllowedApp>, StoreError> {
        self.consents.list(user, page).await
    }

    /// Ends what `user` allowed `client`: the consent and every token that came of it.
    ///
    /// # Errors
    /// [`WithdrawError::NotAllowed`] when there was nothing to end.
    pub async fn withdraw(&self, user: UserId, client: ClientId) -> Result<(), WithdrawError> {
        if self.consents.withdraw(user, client, self.ambient.now()).await? {
            Ok(())
        } else {
            Err(WithdrawError::NotAllowed)
        }
    }
}
