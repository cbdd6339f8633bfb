use crate::{AuthorizationCodeDigest, Client, Grant, LogoutSettings, OAuthRefreshTokenDigest, SubjectType};
use hitkey_kernel::{AuditRecord, ClientId, GrantId, ProjectId, SessionId, StoreError, Timestamp};

/// Keeps grants with their codes and refresh tokens.
///
/// A code and a refresh token stay findable after use, for as long as their grant is kept: a second
/// use has to be noticed.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait::async_trait]
pub trait GrantStore: Send + Sync {
    /// Adds a grant with its code, and remembers the consent: its scopes become the union of what was
    /// allowed before and what is allowed now ([`Grant::allowed`]), so do its resources, and its `updated_at` becomes the
    /// grant's `created_at`. All at once.
    /// `false`, and no change, when the client, the person or a resource of the grant is gone, the client was changed since it was seen, the
    /// session that the grant names has ended, or the command's project does not let the person in. A command that ends a person's
    /// sessions and grants, or shuts them out of a project, MUST NOT miss a grant that is issued at the
    /// same time: it is ended, or it is not issued. A grant MUST remember its session beyond the session's end.
    async fn issue(&self, command: IssueGrant) -> Result<bool, StoreError>;

    /// The client, and its grant that has this code, in ONE read. `None` when there is no such client;
    /// no grant when the code is unknown or another client's.
    async fn find_by_code(
        &self,
        client: ClientId,
        code: &AuthorizationCodeDigest,
    ) -> Result<Option<ClientAnd<Grant>>, StoreError>;

    /// Spends a code. Precondition: the grant has this code, waits for its redemption, and the code has
    /// not expired at `now`. Of any number of callers exactly one gets `true`. The grant becomes
    /// [`Redeemed`](crate::GrantState::Redeemed), gets the new `expires_at` and the refresh token.
    async fn redeem(&self, command: RedeemCode) -> Result<bool, StoreError>;

    /// The client, and the refresh token with its grant, in ONE read. `None` when there is no such
    /// client; no token when it is unknown or another client's.
    async fn find_by_refresh(
        &self,
        client: ClientId,
        token: &OAuthRefreshTokenDigest,
    ) -> Result<Option<ClientAnd<PresentedRefresh>>, StoreError>;

    /// Gives a refresh token a later end. `false`, and no change, unless the token is fresh and
    /// unexpired and its grant is live ([`Grant::is_live`]).
    async fn extend_refresh(&self, command: ExtendRefresh) -> Result<bool, StoreError>;

    /// Spends a refresh token and adds its successor. Precondition: it is fresh and unexpired and its
    /// grant is live. Of any number of callers exactly one gets `true`.
    async fn rotate_refresh(&self, command: RotateRefresh) -> Result<bool, StoreError>;

    /// The clients that have tokens of a session which did not end, each once for every `sid` it knows. What they
    /// want to happen when it ends comes along.
    async fn clients_in(&self, session: SessionId) -> Result<Vec<ClientInSession>, StoreError>;

    /// Ends a grant with all its tokens, and writes the entry with it. Does nothing when it is gone or ended
    /// already.
    async fn revoke(&self, command: RevokeGrant) -> Result<(), StoreError>;
}

/// A client that somebody signed in to in a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientInSession {
    /// Which.
    pub client: ClientId,
    /// The session that it heard of first.
    pub session: Option<SessionId>,
    /// By what names it knows people and sessions.
    pub subject_type: SubjectType,
    /// What happens there when it ends.
    pub logout: LogoutSettings,
}

/// Ends a grant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevokeGrant {
    /// Which.
    pub grant: GrantId,
    /// When.
    pub now: Timestamp,
    /// What the audit log keeps of it.
    pub audit: AuditRecord,
}

/// A client and what it was looked up with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientAnd<T> {
    /// The client.
    pub client: Client,
    /// What the client has under the secret that was presented.
    pub found: Option<T>,
}

/// Adds a grant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueGrant {
    /// The grant, in state [`CodeIssued`](crate::GrantState::CodeIssued).
    pub grant: Grant,
    /// The stored form of its code.
    pub code: AuthorizationCodeDigest,
    /// Precondition: the client's `updated_at` is still this, so that what it may do was not decided by what it was.
    pub client_updated_at: Timestamp,
    /// Precondition, if the client belongs to a project: it is public, or the person is a member.
    pub project: Option<ProjectId>,
}

/// A refresh token about to be stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewRefresh {
    /// Its stored form.
    pub digest: OAuthRefreshTokenDigest,
    /// When it expires unless it is used.
    pub expires_at: Timestamp,
}

/// Spends a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedeemCode {
    /// Whose code.
    pub grant: GrantId,
    /// Precondition: the grant has this code.
    pub code: AuthorizationCodeDigest,
    /// The first refresh token, if the client gets one.
    pub refresh: Option<NewRefresh>,
    /// The grant's end from now on.
    pub expires_at: Timestamp,
    /// The time of the redemption.
    pub now: Timestamp,
}

/// A refresh token as it is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PresentedRefresh {
    /// The grant it came of.
    pub grant: Grant,
    /// Whether it was used before.
    pub state: RefreshState,
    /// When it expires.
    pub expires_at: Timestamp,
}

/// Whether a refresh token can still be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefreshState {
    /// It can.
    Fresh,
    /// It was exchanged for a successor.
    Used {
        /// When.
        at: Timestamp,
    },
}

/// Gives a refresh token a later end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExtendRefresh {
    /// Which token.
    pub token: OAuthRefreshTokenDigest,
    /// Precondition: it belongs to this grant.
    pub grant: GrantId,
    /// Its end from now on.
    pub expires_at: Timestamp,
    /// The time of the use.
    pub now: Timestamp,
}

/// Spends a refresh token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RotateRefresh {
    /// Which token.
    pub token: OAuthRefreshTokenDigest,
    /// Precondition: it belongs to this grant.
    pub grant: GrantId,
    /// Takes its place.
    pub successor: NewRefresh,
    /// The time of the use.
    pub now: Timestamp,
}
