use crate::{AllowedApp, Consent};
use hitkey_kernel::{ClientId, StoreError, Timestamp, UserId};

/// Keeps what people allowed. Consents are written by [`GrantStore::issue`](super::GrantStore::issue) only.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait::async_trait]
pub trait ConsentStore: Send + Sync {
    /// What `user` allowed `client`.
    async fn find(&self, user: UserId, client: ClientId) -> Result<Option<Consent>, StoreError>;

    /// The apps that `user` allowed, the latest change first, at most `limit`.
    async fn list(&self, user: UserId, limit: u32) -> Result<Vec<AllowedApp>, StoreError>;

    /// Forgets the consent and revokes every grant that `user` gave `client`, all at once. `false` when
    /// there was no consent. Grants of other people and to other clients stay.
    async fn withdraw(&self, user: UserId, client: ClientId, now: Timestamp) -> Result<bool, StoreError>;
}
