use crate::{AllowedApp, Consent};
use hitkey_kernel::{ClientId, Page, PageRequest, StoreError, Timestamp, UserId};

/// Keeps what people allowed. Consents are written by [`GrantStore::issue`](super::GrantStore::issue) only.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait::async_trait]
pub trait ConsentStore: Send + Sync {
    /// What `user` allowed `client`.
    async fn find(&self, user: UserId, client: ClientId) -> Result<Option<Consent>, StoreError>;

    /// The apps that `user` allowed, the one first that was first allowed last: by `granted_at` and then by
    /// id, downwards. So an app that is allowed more stays in its place.
    async fn list(&self, user: UserId, page: PageRequest) -> Result<Page<AllowedApp>, StoreError>;

    /// Forgets the consent and revokes every grant that `user` gave `client`, all at once. `false` when
    /// there was no consent. Grants of other people and to other clients stay.
    async fn withdraw(&self, user: UserId, client: ClientId, now: Timestamp) -> Result<bool, StoreError>;
}
