use crate::{
    ApiDigests, ApiTokenDigest, DeviceFingerprint, Pardon, PasswordHash, RefreshTokenDigest, Session,
    SessionCookieDigest, SessionCredentials,
};
use async_trait::async_trait;
use hitkey_kernel::{AuditRecord, OutboxEntry, Page, PageRequest, SessionId, StoreError, Timestamp, UserId};

/// Keeps sessions and their credentials. See the [module](crate::ports) for what holds of every method.
///
/// A session is live from its opening until it is ended or its `expires_at` has passed. When it ends, all
/// its credentials end.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait]
pub trait SessionStore: Send + Sync {
    /// The live session that this API token belongs to, unless the token itself has expired at `now`.
    /// MUST be a single read: it is made for every call.
    async fn find_by_access(
        &self,
        token: &ApiTokenDigest,
        now: Timestamp,
    ) -> Result<Option<Session>, StoreError>;

    /// The live session that this cookie belongs to. The cookie is good as long as the session.
    /// MUST be a single read.
    async fn find_by_cookie(
        &self,
        cookie: &SessionCookieDigest,
        now: Timestamp,
    ) -> Result<Option<Session>, StoreError>;

    /// Opens a session after a right password. MUST do nothing and tell `false` unless the account's
    /// hash is still `seen_password` and its second factor is not on: a password changed meanwhile opens
    /// nothing. What else it does: see [`NewSession`].
    async fn open(&self, command: OpenSession) -> Result<bool, StoreError>;

    /// The refresh token with this digest, whether or not it was used or has expired, as long as its
    /// session was not ended.
    async fn find_refresh(&self, token: &RefreshTokenDigest) -> Result<Option<PresentedRefresh>, StoreError>;

    /// Marks the old refresh token as used, adds the new credentials, sets the session's `last_used_at`
    /// to `now` and its `expires_at` to the end of the new refresh token. MUST do nothing and tell
    /// `false` when the old token was used before, has expired at `now`, or its session was ended. The
    /// used token MUST be remembered until it expires. API tokens made earlier go on until they expire.
    async fn rotate(&self, command: RotateRefresh) -> Result<bool, StoreError>;

    /// Sets `last_used_at` to `now`, and `expires_at` to `extend_to` if one is given. MUST never set
    /// either back, and MUST NOT revive a session that ended.
    async fn touch(
        &self,
        session: SessionId,
        now: Timestamp,
        extend_to: Option<Timestamp>,
    ) -> Result<(), StoreError>;

    /// The live sessions of a person, the last opened one first: by `created_at` and then by id, downwards.
    /// So a session that is used stays in its place.
    async fn list(
        &self,
        user: UserId,
        now: Timestamp,
        page: PageRequest,
    ) -> Result<Page<Session>, StoreError>;

    /// Ends a session of this person, and nobody else's, and with it what apps were allowed in it: all of that or a
    /// part, as the command says. Tells whether there was one. An app that is allowed something at the same
    /// time MUST NOT be missed.
    async fn end(&self, command: EndSession) -> Result<bool, StoreError>;
}

/// A session to be opened, by whichever command.
///
/// Whoever opens it MUST, in the same step, store session and credentials; end the session that
/// `supersedes` names, if it is one of the same person, and let what apps were allowed in that one go on in the new one; apply the pardons; keep `audit`; and remember the device:
/// when it was not known for this person, enqueue `notice_if_unknown`.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// The session.
    pub session: Session,
    /// What opens it.
    pub credentials: SessionCredentials,
    /// Where it is opened.
    pub device: DeviceFingerprint,
    /// Tells the person about a device that was not seen before.
    pub notice_if_unknown: Option<OutboxEntry>,
    /// The session of the same browser until now.
    pub supersedes: Option<SessionCookieDigest>,
    /// Attempts that are forgiven.
    pub pardon: Vec<Pardon>,
    /// What is kept of it: of the account that it is the first session of, or else of the sign-in.
    pub audit: AuditRecord,
}

/// For [`SessionStore::open`].
#[derive(Debug, Clone)]
pub struct OpenSession {
    /// What is opened.
    pub new: NewSession,
    /// The hash that the typed password was compared with.
    pub seen_password: PasswordHash,
}

/// For [`SessionStore::end`].
#[derive(Debug, Clone)]
pub struct EndSession {
    /// Whose.
    pub user: UserId,
    /// Which one.
    pub session: SessionId,
    /// What becomes of what apps were allowed in it.
    pub apps: AppAccess,
    /// When.
    pub now: Timestamp,
    /// What is kept of it.
    pub audit: AuditRecord,
}

/// What becomes of what apps were allowed in a session that ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AppAccess {
    /// It ends, but for what they were allowed to do while the person is away: whoever signs out goes away.
    EndsUnlessOffline,
    /// It ends: the session may have been somebody else's.
    Ends,
}

/// A refresh token that somebody presented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PresentedRefresh {
    /// The session it belongs to.
    pub session: Session,
    /// Whether it was used before.
    pub used: bool,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// For [`SessionStore::rotate`].
#[derive(Debug, Clone)]
pub struct RotateRefresh {
    /// The token that is used up.
    pub old: RefreshTokenDigest,
    /// What takes its place.
    pub new: ApiDigests,
    /// The instant of the command.
    pub now: Timestamp,
}
