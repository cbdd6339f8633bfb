use super::AuthorizeAnswer;
use crate::RedirectUriError;
use hitkey_kernel::StoreError;

/// Why an authorization request was not granted, split by who may learn of it and how.
#[derive(Debug, thiserror::Error)]
pub enum AuthorizeError {
    /// Must be shown to the person. Redirecting would make HitKey an open redirector.
    #[error(transparent)]
    Shown(#[from] ShownError),
    /// May be told to the client by a redirect.
    #[error(transparent)]
    Redirected(#[from] ErrorRedirect),
    /// The store could not do its work.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The client or its redirect URI are in doubt. The text is for the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ShownError {
    /// No `client_id`.
    #[error("client_id is missing")]
    ClientIdMissing,
    /// There is no such client.
    #[error("there is no client with this client_id")]
    ClientUnknown,
    /// The client was changed or removed, or the person's session ended, while the request was under way.
    #[error("the client was changed or the sign-in ended meanwhile: start again")]
    EndedMeanwhile,
    /// No `redirect_uri`.
    #[error("redirect_uri is missing")]
    RedirectUriMissing,
    /// It can't be one.
    #[error("redirect_uri {0}")]
    RedirectUriMalformed(#[source] RedirectUriError),
    /// The client did not register it.
    #[error("this redirect_uri is not registered for the client")]
    RedirectUriUnregistered,
    /// A `request_uri` that was not pushed by this client, was used, or has expired.
    #[error("this request_uri is unknown, was used before, or has expired: start again")]
    RequestUriUnknown,
    /// A request that can't be read, so that nobody knows where its answer would go.
    #[error(transparent)]
    RequestRefused(AuthorizeRefusal),
    /// `client_id` or `redirect_uri` came more than once.
    #[error("{0} is given more than once")]
    Repeated(&'static str),
}

/// An error that goes to the client, by the browser of the person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{refusal}")]
pub struct ErrorRedirect {
    /// What was wrong.
    pub refusal: AuthorizeRefusal,
    /// What the browser takes there: `error`, `error_description`, `state` and `iss`.
    pub answer: AuthorizeAnswer,
}

/// What was wrong with a request whose client and redirect URI are right. Displays as its
/// `error_description`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AuthorizeRefusal {
    /// A parameter came more than once (RFC 6749 §3.1).
    #[error("{0} is given more than once")]
    Repeated(&'static str),
    /// A parameter is missing.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// A parameter is too long or malformed.
    #[error("{0} is malformed")]
    Malformed(&'static str),
    /// Not `response_type=code`.
    #[error("only response_type=code is supported")]
    ResponseType,
    /// A `response_mode` that we don't know.
    #[error("only response_mode=query and response_mode=form_post are supported")]
    ResponseMode,
    /// `response_mode=form_post`, but there is no browser, or none that could post to the redirect URI.
    #[error("response_mode=form_post takes a browser, and a redirect_uri on the web")]
    FormUnfit,
    /// A public client without a code challenge (RFC 9700 §2.1.1).
    #[error("this client must use PKCE: code_challenge is missing")]
    ChallengeMissing,
    /// `plain`, or no method, which means `plain` (RFC 7636 §4.3).
    #[error("only code_challenge_method=S256 is supported")]
    ChallengeMethod,
    /// The client is not registered for codes.
    #[error("this client is not registered for grant type authorization_code")]
    ClientUnauthorized,
    /// A `request` that its client did not sign, or not for now and for us (RFC 9101 §6).
    #[error(
        "the request object is not signed by a key of this client, or not for this server and this moment"
    )]
    RequestObject,
    /// A `request_uri` that is none of ours (OpenID Connect Core §6).
    #[error("only a request_uri of the pushed authorization request endpoint is supported")]
    RequestUri,
    /// A request in the query, but the client is registered to push its requests (RFC 9126 §6).
    #[error("this client must push its authorization requests")]
    PushRequired,
    /// A `registration` parameter (OpenID Connect Core §7.2.1).
    #[error("the registration parameter is not supported")]
    Registration,
    /// An `id_token_hint` that was not made here for this client, or was altered.
    #[error("id_token_hint is not an id_token that this client got here")]
    IdTokenHint,
    /// A `resource` that there is not, or not for this client (RFC 8707 §2). Which of the two is nobody's business.
    #[error("resource is unknown, or this client can't have tokens for it")]
    Target,
    /// The person said no.
    #[error("the person denied the request")]
    Denied,
    /// The client is of a private project and the person is no member. API callers are told
    /// `NOT_PROJECT_MEMBER`.
    #[error("the person is not a member of the project that this client belongs to")]
    NotProjectMember,
    /// `prompt=none`, or an API call, but the person has to sign in.
    #[error("the person has to sign in")]
    LoginRequired,
    /// The client insists on an `acr` that the person has no means for (OpenID Connect Core Unmet Authentication
    /// Requirements §2).
    #[error("the person can't sign in as strongly as acr demands")]
    AcrUnmet,
    /// `prompt=none`, but the person has to be asked.
    #[error("the person has to consent")]
    ConsentRequired,
}

impl AuthorizeRefusal {
    /// Its `error`.
    pub const fn code(self) -> AuthorizeErrorCode {
        match self {
            Self::Repeated(_)
            | Self::Missing(_)
            | Self::Malformed(_)
            | Self::ResponseMode
            | Self::FormUnfit
            | Self::ChallengeMissing
            | Self::IdTokenHint
            | Self::PushRequired
            | Self::ChallengeMethod => AuthorizeErrorCode::InvalidRequest,
            Self::ResponseType => AuthorizeErrorCode::UnsupportedResponseType,
            Self::ClientUnauthorized => AuthorizeErrorCode::UnauthorizedClient,
            Self::RequestObject => AuthorizeErrorCode::InvalidRequestObject,
            Self::RequestUri => AuthorizeErrorCode::RequestUriNotSupported,
            Self::Registration => AuthorizeErrorCode::RegistrationNotSupported,
            Self::Target => AuthorizeErrorCode::InvalidTarget,
            Self::Denied | Self::NotProjectMember => AuthorizeErrorCode::AccessDenied,
            Self::LoginRequired => AuthorizeErrorCode::LoginRequired,
            Self::AcrUnmet => AuthorizeErrorCode::UnmetAuthenticationRequirements,
            Self::ConsentRequired => AuthorizeErrorCode::ConsentRequired,
        }
    }
}

/// The `error` values of an authorization response (RFC 6749 §4.1.2.1, OpenID Connect Core §3.1.2.6, RFC 8707 §2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthorizeErrorCode {
    /// `invalid_request`.
    InvalidRequest,
    /// `unauthorized_client`.
    UnauthorizedClient,
    /// `access_denied`.
    AccessDenied,
    /// `unsupported_response_type`.
    UnsupportedResponseType,
    /// `login_required`.
    LoginRequired,
    /// `consent_required`.
    ConsentRequired,
    /// `unmet_authentication_requirements`.
    UnmetAuthenticationRequirements,
    /// `invalid_request_object`.
    InvalidRequestObject,
    /// `request_uri_not_supported`.
    RequestUriNotSupported,
    /// `registration_not_supported`.
    RegistrationNotSupported,
    /// `invalid_target`.
    InvalidTarget,
}

impl AuthorizeErrorCode {
    /// How it is spelled on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::UnauthorizedClient => "unauthorized_client",
            Self::AccessDenied => "access_denied",
            Self::UnsupportedResponseType => "unsupported_response_type",
            Self::LoginRequired => "login_required",
            Self::ConsentRequired => "consent_required",
            Self::UnmetAuthenticationRequirements => "unmet_authentication_requirements",
            Self::InvalidRequestObject => "invalid_request_object",
            Self::RequestUriNotSupported => "request_uri_not_supported",
            Self::RegistrationNotSupported => "registration_not_supported",
            Self::InvalidTarget => "invalid_target",
        }
    }
}
