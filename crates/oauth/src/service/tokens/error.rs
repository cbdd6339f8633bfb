use super::super::TargetError;
use super::MintError;
use hitkey_kernel::StoreError;

/// Why there are no tokens.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// The request was refused; the client is told why.
    #[error(transparent)]
    Refused(#[from] TokenRefusal),
    /// The store could not do its work.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A token could not be signed.
    #[error(transparent)]
    Mint(#[from] MintError),
}

impl From<TargetError> for TokenError {
    fn from(error: TargetError) -> Self {
        match error {
            TargetError::Invalid => TokenRefusal::Target.into(),
            TargetError::Store(error) => error.into(),
        }
    }
}

/// What was wrong with a request to the token endpoint. Displays as its `error_description`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenRefusal {
    /// A parameter came more than once (RFC 6749 §3.2).
    #[error("{0} is given more than once")]
    Repeated(&'static str),
    /// A parameter is missing.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// A parameter is malformed.
    #[error("{0} is malformed")]
    Malformed(&'static str),
    /// The client authenticated in two ways at once (RFC 6749 §2.3).
    #[error("the client must authenticate in one way only")]
    SeveralAuthentications,
    /// The client is unknown or did not prove itself. Which of the two is nobody's business.
    #[error("client authentication failed")]
    ClientUnproven {
        /// Whether it used the `Authorization` header; the answer must then name a scheme.
        by_header: bool,
    },
    /// Nobody is registered for this grant type.
    #[error("this grant_type is not supported")]
    GrantTypeUnsupported,
    /// The client is not registered for this grant type.
    #[error("this client is not registered for this grant_type")]
    ClientUnauthorized,
    /// No such code of this client.
    #[error("the code is unknown")]
    CodeUnknown,
    /// The code is too old.
    #[error("the code has expired")]
    CodeExpired,
    /// The code was redeemed before; what came of it is revoked now.
    #[error("the code was used before")]
    CodeReplayed,
    /// Not the redirect URI of the authorization request.
    #[error("redirect_uri is not the one of the authorization request")]
    RedirectUriMismatch,
    /// The authorization request had a challenge, but there is no verifier.
    #[error("code_verifier is missing")]
    VerifierMissing,
    /// There is a verifier, but the authorization request had no challenge: somebody took it out
    /// (RFC 9700 §4.8).
    #[error("code_verifier was given, but the authorization request had no code_challenge")]
    VerifierUnexpected,
    /// The verifier does not belong to the challenge.
    #[error("code_verifier does not match the code_challenge")]
    VerifierWrong,
    /// No such refresh token of this client.
    #[error("the refresh token is unknown")]
    RefreshUnknown,
    /// The refresh token was not used for too long.
    #[error("the refresh token has expired")]
    RefreshExpired,
    /// The refresh token was exchanged before; its grant is revoked now.
    #[error("the refresh token was used before")]
    RefreshReused,
    /// The grant was revoked or has reached its end.
    #[error("the grant has ended")]
    GrantEnded,
    /// No such device code of this client.
    #[error("the device code is unknown")]
    DeviceUnknown,
    /// Nobody decided in time (RFC 8628 §3.5).
    #[error("the device code has expired")]
    DeviceExpired,
    /// Nobody has decided yet.
    #[error("the person has not decided yet")]
    DevicePending,
    /// Nobody has decided yet, and the device polls too fast.
    #[error("polls come too fast: wait five seconds longer between them")]
    DeviceHasty,
    /// The person said no.
    #[error("the person refused")]
    DeviceDenied,
    /// More than was allowed (RFC 6749 §6).
    #[error("scope exceeds what was granted")]
    ScopeExceeded,
    /// A `resource` that there is not, or not for this client, or that was not granted (RFC 8707 §2.2).
    #[error("resource is unknown or was not granted, or this client can't have tokens for it")]
    Target,
    /// A client that stands for itself asks for something of a person.
    #[error("scope asks for something of a person, but the client stands for itself")]
    ScopeOfPeople,
}

impl TokenRefusal {
    /// Its `error`.
    pub const fn code(self) -> TokenErrorCode {
        match self {
            Self::Repeated(_) | Self::Missing(_) | Self::Malformed(_) | Self::SeveralAuthentications => {
                TokenErrorCode::InvalidRequest
            }
            Self::ClientUnproven { .. } => TokenErrorCode::InvalidClient,
            Self::GrantTypeUnsupported => TokenErrorCode::UnsupportedGrantType,
            Self::ClientUnauthorized => TokenErrorCode::UnauthorizedClient,
            Self::ScopeExceeded | Self::ScopeOfPeople => TokenErrorCode::InvalidScope,
            Self::Target => TokenErrorCode::InvalidTarget,
            Self::CodeUnknown
            | Self::CodeExpired
            | Self::CodeReplayed
            | Self::RedirectUriMismatch
            | Self::VerifierMissing
            | Self::VerifierUnexpected
            | Self::VerifierWrong
            | Self::RefreshUnknown
            | Self::RefreshExpired
            | Self::RefreshReused
            | Self::DeviceUnknown
            | Self::GrantEnded => TokenErrorCode::InvalidGrant,
            Self::DeviceExpired => TokenErrorCode::ExpiredToken,
            Self::DevicePending => TokenErrorCode::AuthorizationPending,
            Self::DeviceHasty => TokenErrorCode::SlowDown,
            Self::DeviceDenied => TokenErrorCode::AccessDenied,
        }
    }

    /// Whether the answer must carry `WWW-Authenticate: Basic` (RFC 6749 §5.2).
    pub const fn wants_basic_challenge(self) -> bool {
        matches!(self, Self::ClientUnproven { by_header: true })
    }
}

/// The `error` values of the token endpoint (RFC 6749 §5.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenErrorCode {
    /// `invalid_request`.
    InvalidRequest,
    /// `invalid_client`: 401; all others are 400.
    InvalidClient,
    /// `invalid_grant`.
    InvalidGrant,
    /// `unauthorized_client`.
    UnauthorizedClient,
    /// `unsupported_grant_type`.
    UnsupportedGrantType,
    /// `invalid_scope`.
    InvalidScope,
    /// `invalid_target` (RFC 8707 §2).
    InvalidTarget,
    /// `authorization_pending` (RFC 8628 §3.5).
    AuthorizationPending,
    /// `slow_down`.
    SlowDown,
    /// `expired_token`.
    ExpiredToken,
    /// `access_denied`.
    AccessDenied,
}

impl TokenErrorCode {
    /// How it is spelled on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::InvalidClient => "invalid_client",
            Self::InvalidGrant => "invalid_grant",
            Self::UnauthorizedClient => "unauthorized_client",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::InvalidScope => "invalid_scope",
            Self::InvalidTarget => "invalid_target",
            Self::AuthorizationPending => "authorization_pending",
            Self::SlowDown => "slow_down",
            Self::ExpiredToken => "expired_token",
            Self::AccessDenied => "access_denied",
        }
    }
}
