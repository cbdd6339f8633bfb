use hitkey_kernel::{AuditRecord, StoreError, Timestamp};

/// Remembers which access tokens were revoked that have no grant which could be ended instead.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait::async_trait]
pub trait RevokedTokens: Send + Sync {
    /// Remembers a token until it expires, and writes the entry with it. Does nothing when it is known already: of any
    /// number of callers exactly one writes its entry.
    async fn revoke(&self, command: RevokeToken) -> Result<(), StoreError>;

    /// Whether the token of this name was revoked. Once it has expired, either answer will do.
    async fn is_revoked(&self, jti: &str) -> Result<bool, StoreError>;
}

/// Revokes an access token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevokeToken {
    /// Its name.
    pub jti: String,
    /// When it expires and need not be remembered any more.
    pub expires_at: Timestamp,
    /// What the audit log keeps of it.
    pub audit: AuditRecord,
}
