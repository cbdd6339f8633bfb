use crate::{ApiClient, ApiClientKeeper, ApiClientOwner, ApiClientTokenDigest, Project};
use async_trait::async_trait;
use hitkey_kernel::{ApiClientId, AuditRecord, Page, PageRequest, StoreError, Timestamp};

/// Keeps API clients and the stored forms of their tokens. See the [module](crate::ports) for what holds of every
/// method.
///
/// With a person go their clients, with a project those of its team and every grant in it, with a permission the
/// grant of it. A permission that gets another key is granted under the new one.
///
/// A command touches only clients of the owner that its [`ApiClientKeeper`] speaks for. MUST do nothing when a manager
/// no longer stands as they were seen.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait]
pub trait ApiClientStore: Send + Sync {
    /// Adds a client and its token. MUST do nothing unless the owner and every project that is granted exist and each
    /// of these has the permissions granted in it, and nothing when the owner has [`ApiClient::MOST`] clients.
    async fn create(&self, command: CreateApiClient) -> Result<ApiClientOutcome, StoreError>;

    /// One client of this owner, whether or not it is good for anything.
    async fn find(&self, owner: ApiClientOwner, id: ApiClientId) -> Result<Option<ApiClient>, StoreError>;

    /// The clients of this owner, the oldest first.
    async fn list(&self, owner: ApiClientOwner, page: PageRequest) -> Result<Page<ApiClient>, StoreError>;

    /// The client that has this token, unless the token has been replaced and its last instant has passed. Whether the
    /// client itself is good for anything is not asked. In one read, found by an index.
    async fn find_by_token(
        &self,
        token: &ApiClientTokenDigest,
        now: Timestamp,
    ) -> Result<Option<ApiClient>, StoreError>;

    /// The project whose team the client is of; `None` when it is a person's, or not there. In one read.
    async fn find_project(&self, id: ApiClientId) -> Result<Option<Project>, StoreError>;

    /// Replaces name, description, grants, `expires_at`, `revoked_at` and `updated_at`. MUST do nothing unless the
    /// client was last changed at `seen_at` and, as in [`create`](Self::create), what is granted exists.
    async fn update(&self, command: UpdateApiClient) -> Result<ApiClientOutcome, StoreError>;

    /// Adds a token; the present one is good until `overlap_until`, or dies at once with all that were replaced
    /// before. Sets `updated_at`. MUST do nothing and tell `false` unless the client was last changed at
    /// `seen_at`.
    async fn rotate(&self, command: RotateApiClient) -> Result<bool, StoreError>;

    /// Removes a client with its tokens. MUST do nothing and tell `false` when there is no such client.
    async fn delete(&self, command: DeleteApiClient) -> Result<bool, StoreError>;

    /// Notes that a client is used. MUST write nothing when it was used less than
    /// [`ApiClient::USE_IS_KNOWN_TO`] before `now`, whoever noted that; so of many callers one writes.
    async fn note_use(&self, id: ApiClientId, now: Timestamp) -> Result<(), StoreError>;
}

/// For [`ApiClientStore::create`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateApiClient {
    /// Who makes it: its owner, or of its owner's team.
    pub by: ApiClientKeeper,
    /// The client.
    pub client: ApiClient,
    /// The stored form of its token.
    pub token: ApiClientTokenDigest,
    /// What the audit log keeps of it.
    pub audit: AuditRecord,
}

/// For [`ApiClientStore::update`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdateApiClient {
    /// Who changes it.
    pub by: ApiClientKeeper,
    /// What it is from now on: id and owner say which it is, `created_at` and `last_used_at` stay.
    pub client: ApiClient,
    /// Its `updated_at` when the change was made from it.
    pub seen_at: Timestamp,
    /// What the audit log keeps of it.
    pub audit: AuditRecord,
}

/// What became of a [`CreateApiClient`] or an [`UpdateApiClient`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApiClientOutcome {
    /// Done.
    Done,
    /// A project lacks a permission that was granted in it.
    UnknownPermission,
    /// The owner has as many as they can have. No outcome of an update.
    TooMany,
    /// Something is no longer as it was seen.
    Stale,
}

/// For [`ApiClientStore::rotate`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RotateApiClient {
    /// Who does it.
    pub by: ApiClientKeeper,
    /// Which.
    pub id: ApiClientId,
    /// Its `updated_at` when it was looked at.
    pub seen_at: Timestamp,
    /// The stored form of the new token.
    pub token: ApiClientTokenDigest,
    /// How long the old one stays good beside it; `None` for not at all.
    pub overlap_until: Option<Timestamp>,
    /// The new `updated_at`; after `seen_at`.
    pub now: Timestamp,
    /// What the audit log keeps of it.
    pub audit: AuditRecord,
}

/// For [`ApiClientStore::delete`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeleteApiClient {
    /// Who removes it.
    pub by: ApiClientKeeper,
    /// Which.
    pub id: ApiClientId,
    /// What the audit log keeps of it.
    pub audit: AuditRecord,
}
