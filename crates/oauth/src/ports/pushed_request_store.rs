use crate::RequestUriDigest;
use async_trait::async_trait;
use hitkey_kernel::{ClientId, StoreError, Timestamp};

/// Keeps authorization requests that clients pushed (RFC 9126), until one code came of each.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait]
pub trait PushedRequestStore: Send + Sync {
    /// Adds a request. It MUST end with its client.
    async fn push(&self, request: PushedRequest) -> Result<(), StoreError>;

    /// The client's request, if it has not expired at `now`. The first time it gets `expires_at`, the end of the
    /// time that a person may take, and is opened at `now`; later times change nothing.
    async fn open(&self, command: OpenRequest) -> Result<Option<OpenedRequest>, StoreError>;

    /// Ends the client's request. Of any number of callers exactly one gets `true`, and only while it has not
    /// expired.
    async fn spend(&self, command: SpendRequest) -> Result<bool, StoreError>;
}

/// A request that was pushed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushedRequest {
    /// The stored form of its `request_uri`.
    pub digest: RequestUriDigest,
    /// Whose it is.
    pub client: ClientId,
    /// Its parameters, as a query.
    pub params: String,
    /// When it expires unless somebody opens it.
    pub expires_at: Timestamp,
}

/// Shows a request to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenRequest {
    /// Which.
    pub digest: RequestUriDigest,
    /// Precondition: it is theirs.
    pub client: ClientId,
    /// The time.
    pub now: Timestamp,
    /// Its end, if this is the first time.
    pub expires_at: Timestamp,
}

/// A request that is shown to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedRequest {
    /// Its parameters, as a query.
    pub params: String,
    /// When it was shown first.
    pub opened_at: Timestamp,
}

/// Ends a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpendRequest {
    /// Which.
    pub digest: RequestUriDigest,
    /// Precondition: it is theirs.
    pub client: ClientId,
    /// The time.
    pub now: Timestamp,
}
