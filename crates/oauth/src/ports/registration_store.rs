use super::CreateClient;
use crate::{Client, InitialAccess, InitialAccessTokenDigest, RegistrationTokenDigest};
use hitkey_kernel::{ClientId, InitialAccessId, StoreError, Timestamp};

/// Keeps who may register clients by themselves, and what those clients are managed by. What is registered is a client
/// like any other: [`ClientStore`](super::ClientStore) finds, changes and removes it.
#[async_trait::async_trait]
pub trait RegistrationStore: Send + Sync {
    /// Adds a client of nobody with its token. With an initial access token, it MUST cost one use of it, and `false`,
    /// and nothing, when that is unknown, expired or used up: of those who race for its last use one wins.
    async fn register(&self, command: RegisterClient) -> Result<bool, StoreError>;

    /// The client of that id, if it registered itself and this is its token.
    async fn registered(
        &self,
        id: ClientId,
        token: &RegistrationTokenDigest,
    ) -> Result<Option<Client>, StoreError>;

    /// Gives a right to register clients.
    async fn admit(&self, access: InitialAccess) -> Result<(), StoreError>;

    /// The rights that have not expired, those that end first before the others; at most 1000.
    async fn admitted(&self, now: Timestamp) -> Result<Vec<InitialAccess>, StoreError>;

    /// Takes a right back. `false` when there is none of that id.
    async fn dismiss(&self, id: InitialAccessId) -> Result<bool, StoreError>;
}

/// Registers a client of nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisterClient {
    /// The client, with what the audit log keeps of it.
    pub creation: CreateClient,
    /// What it is managed by.
    pub token: RegistrationTokenDigest,
    /// When it goes unless somebody allows it by then.
    pub unused_until: Timestamp,
    /// Precondition: a use of this is left now.
    pub initial: Option<InitialAccessTokenDigest>,
}
