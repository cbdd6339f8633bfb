use crate::ports::{ConsentStore, WithdrawConsent};
use crate::{AllowedApp, Event};
use hitkey_kernel::{Actor, Ambient, Author, ClientId, Page, PageRequest, Scribe, StoreError, UserId};
use std::sync::Arc;

/// Lets people see and end what they allowed.
pub struct AllowedApps {
    consents: Arc<dyn ConsentStore>,
    scribe: Scribe,
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
    pub fn new(consents: Arc<dyn ConsentStore>, scribe: Scribe, ambient: Ambient) -> Self {
        Self { consents, scribe, ambient }
    }

    /// A page of the apps that `user` allowed, the one first that was first allowed last.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn list(&self, user: UserId, page: PageRequest) -> Result<Page<AllowedApp>, StoreError> {
        self.consents.list(user, page).await
    }

    /// Ends what the person allowed `client`: the consent and every token that came of it.
    ///
    /// # Errors
    /// [`WithdrawError::NotAllowed`] when there was nothing to end.
    pub async fn withdraw(&self, by: &Actor, client: ClientId) -> Result<(), WithdrawError> {
        let (user, now) = (by.user, self.ambient.now());
        let audit = self.scribe.record(&Event::ConsentWithdrawn { user, client }, Author::from(by), now);
        let command = WithdrawConsent { user, client, now, audit };
        if self.consents.withdraw(command).await? { Ok(()) } else { Err(WithdrawError::NotAllowed) }
    }
}
