use crate::{
    Client, ClientKeys, ClientName, ClientOwner, ClientSecretDigest, GrantKind, LogoutSettings, RedirectUris,
    RequestSettings, SigningAlg, SubjectType, TokenSettings,
};
use hitkey_kernel::{AuditRecord, ClientId, Page, PageRequest, Sealed, StoreError, Timestamp};
use std::collections::BTreeSet;

/// Keeps clients. Whatever changes one MUST write the command's `audit` with the change, and only then.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait::async_trait]
pub trait ClientStore: Send + Sync {
    /// Adds a client. Every field MUST come back from [`find`](Self::find) as it was given.
    async fn create(&self, command: CreateClient) -> Result<(), StoreError>;

    /// The client of that id.
    async fn find(&self, id: ClientId) -> Result<Option<Client>, StoreError>;

    /// The clients of an owner, the oldest first, by `created_at` and then by id. MUST show nobody those of nobody.
    async fn list(&self, owner: ClientOwner, page: PageRequest) -> Result<Page<Client>, StoreError>;

    /// Changes a client. `false`, and no change, when it is gone, belongs to somebody else, or its
    /// `updated_at` is no longer the one that was seen. MUST NOT touch its secret.
    async fn update(&self, command: UpdateClient) -> Result<bool, StoreError>;

    /// Removes a client of that owner with its grants, tokens and consents, all at once. `false` when
    /// the owner has no such client.
    async fn delete(&self, command: DeleteClient) -> Result<bool, StoreError>;

    /// Replaces the secret; the old one is dead at once. `false`, and no change, when the owner has no
    /// such client or the client has no secret.
    async fn rotate_secret(&self, command: RotateClientSecret) -> Result<bool, StoreError>;
}

/// Registers a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateClient {
    /// The client.
    pub client: Client,
    /// What the audit log keeps of it.
    pub audit: AuditRecord,
}

/// Changes what can be changed of a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdateClient {
    /// Which client.
    pub id: ClientId,
    /// Precondition: it belongs to them.
    pub owner: ClientOwner,
    /// Precondition: nobody changed it since.
    pub seen_updated_at: Timestamp,
    /// Its name from now on.
    pub name: ClientName,
    /// Its redirect URIs from now on.
    pub redirect_uris: RedirectUris,
    /// Its grant types from now on.
    pub grant_types: BTreeSet<GrantKind>,
    /// What it signs with from now on.
    pub keys: ClientKeys,
    /// How its authorization requests have to come from now on.
    pub requests: RequestSettings,
    /// Whether its owner is spared the consent page from now on.
    pub skip_consent: bool,
    /// What its id_tokens are signed by from now on.
    pub id_token_alg: SigningAlg,
    /// By what names it knows people from now on.
    pub subject_type: SubjectType,
    /// What its tokens are like from now on.
    pub tokens: TokenSettings,
    /// What happens there when somebody signs out, from now on.
    pub logout: LogoutSettings,
    /// Becomes its `updated_at`; later than what was seen.
    pub updated_at: Timestamp,
    /// What the audit log keeps of it.
    pub audit: AuditRecord,
}

/// Removes a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeleteClient {
    /// Which client.
    pub id: ClientId,
    /// Precondition: it belongs to them.
    pub owner: ClientOwner,
    /// What the audit log keeps of it.
    pub audit: AuditRecord,
}

/// Replaces the secret of a confidential client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RotateClientSecret {
    /// Which client.
    pub id: ClientId,
    /// Precondition: it belongs to them.
    pub owner: ClientOwner,
    /// The stored form of the new secret.
    pub digest: ClientSecretDigest,
    /// The secret under seal, if the client signs with it.
    pub sealed: Option<Sealed>,
    /// Becomes its `updated_at`.
    pub updated_at: Timestamp,
    /// What the audit log keeps of it.
    pub audit: AuditRecord,
}
