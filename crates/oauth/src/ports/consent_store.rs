use crate::{AllowedApp, Consent};
use hitkey_kernel::{AuditRecord, ClientId, Page, PageRequest, ResourceId, StoreError, Timestamp, UserId};
use std::collections::BTreeSet;

/// Keeps what people allowed. Consents are written by [`GrantStore::issue`](super::GrantStore::issue) only.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait::async_trait]
pub trait ConsentStore: Send + Sync {
    /// What `user` allowed `client`.
    async fn find(&self, user: UserId, client: ClientId) -> Result<Option<Consent>, StoreError>;

    /// For which resources `user` allowed `client` tokens, as long as the consent stands.
    async fn resources(&self, user: UserId, client: ClientId) -> Result<BTreeSet<ResourceId>, StoreError>;

    /// The apps that `user` allowed, the one first that was first allowed last: by `granted_at` and then by
    /// id, downwards. So an app that is allowed more stays in its place.
    async fn list(&self, user: UserId, page: PageRequest) -> Result<Page<AllowedApp>, StoreError>;

    /// Forgets the consent, revokes every grant that the person gave the client, and writes the entry, all at
    /// once. `false`, and no change, when there was no consent. Grants of other people and to other clients stay.
    async fn withdraw(&self, command: WithdrawConsent) -> Result<bool, StoreError>;
}

/// Takes back what a person allowed a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithdrawConsent {
    /// Who.
    pub user: UserId,
    /// What they allowed it to.
    pub client: ClientId,
    /// When.
    pub now: Timestamp,
    /// What the audit log keeps of it.
    pub audit: AuditRecord,
}
