use async_trait::async_trait;
use hitkey_kernel::{ClientId, OutboxId, SessionId, StoreError, Timestamp, UserId};
use std::time::Duration;

/// The clients that wait to be told that somebody signed out (OpenID Connect Back-Channel Logout).
///
/// Whatever ends a session, or all that a person allowed, MUST add a notice in the same step for every client that
/// has tokens of that session and a `backchannel_logout_uri`: one for each `sid` that the client knows, due at once.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait]
pub trait LogoutNotices: Send + Sync {
    /// Takes up to `limit` notices that are due at `now`. Each is due again at `now + lease`: if the process dies,
    /// its notices come back. MUST be atomic: of any number of simultaneous callers, one gets a notice.
    async fn claim_due(
        &self,
        limit: u32,
        now: Timestamp,
        lease: Duration,
    ) -> Result<Vec<ClaimedNotice>, StoreError>;

    /// Removes a notice that was delivered.
    async fn done(&self, id: OutboxId) -> Result<(), StoreError>;

    /// Makes a claimed notice due at `at` and keeps why. Does nothing when somebody claimed it meanwhile.
    async fn retry(&self, claim: NoticeClaim, at: Timestamp, error: &str) -> Result<(), StoreError>;

    /// Gives a claimed notice up and keeps why. Does nothing when somebody claimed it meanwhile.
    async fn bury(&self, claim: NoticeClaim, now: Timestamp, error: &str) -> Result<(), StoreError>;
}

/// What a client is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogoutNotice {
    /// Which client.
    pub client: ClientId,
    /// Who signed out.
    pub user: UserId,
    /// Of which session: the `sid` that the client knows.
    pub session: Option<SessionId>,
}

/// Proof that a notice was claimed: good until somebody claims it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoticeClaim {
    /// The notice.
    pub id: OutboxId,
    /// Which attempt at it this is, the first being 1.
    pub attempt: u32,
}

/// A notice and the claim on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClaimedNotice {
    /// The claim.
    pub claim: NoticeClaim,
    /// What is to be told.
    pub notice: LogoutNotice,
    /// When it happened.
    pub since: Timestamp,
}
