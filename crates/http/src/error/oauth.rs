use super::{Code, report, retry_after_seconds};
use actix_web::body::BoxBody;
use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, ResponseError};
use hitkey_kernel::{BoxError, SecretText, StoreError};
use serde_json::json;
use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

/// One row per error: its name, its word on the wire.
macro_rules! errors {
    ($($name:ident $word:literal)+) => {
        /// The error words of RFC 6749 §4.1.2.1 and §5.2, RFC 6750 §3.1, RFC 7591 §3.2.2, RFC 8707 §2, OpenID
        /// Connect Core §3.1.2.6.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[expect(missing_docs, reason = "each variant is a word of the RFCs")]
        pub enum OAuthErrorCode {
            $($name,)+
        }

        impl OAuthErrorCode {
            /// Every error.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The word on the wire.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)+ }
            }
        }
    };
}

errors! {
    InvalidRequest "invalid_request"
    InvalidClient "invalid_client"
    InvalidGrant "invalid_grant"
    InvalidScope "invalid_scope"
    InvalidTarget "invalid_target"
    InvalidToken "invalid_token"
    InsufficientScope "insufficient_scope"
    UnauthorizedClient "unauthorized_client"
    UnsupportedGrantType "unsupported_grant_type"
    UnsupportedResponseType "unsupported_response_type"
    AccessDenied "access_denied"
    AuthorizationPending "authorization_pending"
    SlowDown "slow_down"
    ExpiredToken "expired_token"
    LoginRequired "login_required"
    ConsentRequired "consent_required"
    UnmetAuthenticationRequirements "unmet_authentication_requirements"
    InvalidRequestObject "invalid_request_object"
    RequestUriNotSupported "request_uri_not_supported"
    RegistrationNotSupported "registration_not_supported"
    InvalidRedirectUri "invalid_redirect_uri"
    InvalidClientMetadata "invalid_client_metadata"
    ServerError "server_error"
    TemporarilyUnavailable "temporarily_unavailable"
}

impl OAuthErrorCode {
    /// The status that its RFC gives it.
    pub const fn status(self) -> StatusCode {
        match self {
            Self::InvalidClient | Self::InvalidToken => StatusCode::UNAUTHORIZED,
            Self::InsufficientScope => StatusCode::FORBIDDEN,
            Self::ServerError => StatusCode::INTERNAL_SERVER_ERROR,
            Self::TemporarilyUnavailable => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::BAD_REQUEST,
        }
    }
}

/// What `WWW-Authenticate` asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Challenge {
    /// Client credentials at the token endpoint (RFC 6749 §5.2).
    Basic,
    /// An access token, because there was none (RFC 6750 §3.1: no error is told then).
    Bearer,
    /// Another access token, because of this error (RFC 6750 §3).
    BearerError,
}

/// An error of an OAuth endpoint: `{"error", "error_description"}` (RFC 6749 §5.2).
#[derive(Debug)]
pub struct OAuthError {
    code: OAuthErrorCode,
    status: StatusCode,
    description: Cow<'static, str>,
    challenge: Option<Challenge>,
    retry_after: Option<Duration>,
    redirect_url: Option<SecretText>,
    api_code: Option<Code>,
    source: Option<BoxError>,
}

impl OAuthError {
    /// The error `code` with the status its RFC gives it.
    ///
    /// `description` has printable ASCII only, without `"` and `\` (RFC 6749 §5.2).
    pub fn new(code: OAuthErrorCode, description: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code,
            status: code.status(),
            description: description.into(),
            challenge: None,
            retry_after: None,
            redirect_url: None,
            api_code: None,
            source: None,
        }
    }

    /// `invalid_request`, 400.
    pub fn invalid_request(description: impl Into<Cow<'static, str>>) -> Self {
        Self::new(OAuthErrorCode::InvalidRequest, description)
    }

    /// `server_error`, 500. The source goes to the log only.
    pub fn internal(source: impl Into<BoxError>) -> Self {
        Self::new(OAuthErrorCode::ServerError, "Something went wrong on our side.").with_source(source)
    }

    /// `temporarily_unavailable`, 503.
    pub fn overloaded(source: impl Into<BoxError>) -> Self {
        let error = Self::new(
            OAuthErrorCode::TemporarilyUnavailable,
            "Too much to do right now. Try again in a moment.",
        );
        Self { retry_after: Some(Duration::from_secs(1)), ..error }.with_source(source)
    }

    /// `temporarily_unavailable` with 429, telling when to come back. No RFC has a word of its own for it.
    pub fn too_many_requests(retry_after: Duration) -> Self {
        let error = Self::new(OAuthErrorCode::TemporarilyUnavailable, "Too many requests. Try again later.");
        Self { retry_after: Some(retry_after), ..error }.with_status(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Answers with another status than the RFC's default for the code.
    pub fn with_status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// Answers with `WWW-Authenticate`.
    pub fn with_challenge(self, challenge: Challenge) -> Self {
        Self { challenge: Some(challenge), ..self }
    }

    /// Adds the redirect by which the client can be told.
    pub fn with_redirect_url(self, url: &str) -> Self {
        Self { redirect_url: Some(SecretText::new(url)), ..self }
    }

    /// Adds the `code` by which callers of the HitKey API know this error.
    pub fn with_api_code(self, code: Code) -> Self {
        Self { api_code: Some(code), ..self }
    }

    /// Adds what the log should know.
    pub fn with_source(self, source: impl Into<BoxError>) -> Self {
        Self { source: Some(source.into()), ..self }
    }

    /// The word on the wire.
    pub fn code(&self) -> OAuthErrorCode {
        self.code
    }

    /// What a developer may read.
    pub fn description(&self) -> &str {
        &self.description
    }

    /// Writes the log line. Answering with this error as JSON does it for you; a page calls it itself.
    pub fn report(&self) {
        report(self.status, self.code.as_str(), self.source.as_ref());
    }

    fn body(&self) -> serde_json::Value {
        let mut body = json!({ "error": self.code.as_str(), "error_description": self.description });
        if let Some(url) = &self.redirect_url {
            body["redirect_url"] = url.expose().into();
        }
        if let Some(code) = self.api_code {
            body["code"] = code.as_str().into();
        }
        body
    }

    fn challenge_text(&self, challenge: Challenge) -> String {
        let code = self.code.as_str();
        match challenge {
            Challenge::Basic => r#"Basic realm="HitKey""#.to_owned(),
            Challenge::Bearer => r#"Bearer realm="HitKey""#.to_owned(),
            Challenge::BearerError => {
                format!(r#"Bearer realm="HitKey", error="{code}", error_description="{}""#, self.description)
            }
        }
    }
}

impl fmt::Display for OAuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.status.as_u16(), self.code.as_str())
    }
}

impl ResponseError for OAuthError {
    fn status_code(&self) -> StatusCode {
        self.status
    }

    fn error_response(&self) -> HttpResponse<BoxBody> {
        self.report();
        let mut response = HttpResponse::build(self.status);
        if let Some(wait) = self.retry_after {
            response.insert_header((header::RETRY_AFTER, retry_after_seconds(wait)));
        }
        if let Some(challenge) = self.challenge {
            response.insert_header((header::WWW_AUTHENTICATE, self.challenge_text(challenge)));
        }
        response.json(self.body())
    }
}

impl From<StoreError> for OAuthError {
    fn from(error: StoreError) -> Self {
        if error.is_unavailable() { Self::overloaded(error) } else { Self::internal(error) }
    }
}
