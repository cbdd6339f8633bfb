use super::credential::{Credential, by_cookie, by_token, shown};
use super::{Whence, bearer_token};
use crate::error::{ApiError, Code, OAuthError, OAuthErrorCode};
use crate::openapi::{self, Draft, Takes};
use crate::rate_limit::count_stranger;
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest};
use hitkey_identity::Session;
use hitkey_kernel::{Actor, SessionId, UserId};
use hitkey_oauth::{Amr, SignIn, SignedInPerson};
use std::future::Future;
use std::pin::Pin;

type Extraction<T> = Pin<Box<dyn Future<Output = Result<T, ApiError>>>>;

/// Whoever is signed in, in person: by an API token, or by the session cookie. What concerns the account itself takes
/// this one.
///
/// A token decides alone; the cookie counts when there is none, and then an unsafe request must not have
/// been caused by another site. One store read. Refusals: 401 `UNAUTHENTICATED`, 403 `FORBIDDEN` for API clients and
/// other sites, 429 `TOO_MANY_REQUESTS`.
#[derive(Debug, Clone)]
pub struct Person {
    /// The session that was shown.
    pub session: Session,
    /// Whether it was shown by the cookie.
    pub by_cookie: bool,
}

impl Person {
    /// Who.
    pub fn user(&self) -> UserId {
        self.session.user
    }

    /// Who, and from where.
    pub fn actor(&self, Whence(origin): Whence) -> Actor {
        Actor::new(self.user(), origin)
    }

    /// In which session.
    pub fn session_id(&self) -> SessionId {
        self.session.id
    }
}

impl FromRequest for Person {
    type Error = ApiError;
    type Future = Extraction<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            match shown(&request).await? {
                Credential::Token(session) => Ok(Self { session, by_cookie: false }),
                Credential::Cookie(session) => Ok(Self { session, by_cookie: true }),
                Credential::ApiClient(_) => Err(in_person_only()),
            }
        })
    }
}

/// Whoever is signed in by an API token. The cookie does not count; API clients are refused as the OAuth endpoint
/// that takes this refuses others.
#[derive(Debug, Clone)]
pub struct TokenCaller(pub Session);

impl FromRequest for TokenCaller {
    type Error = actix_web::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, actix_web::Error>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let token = bearer_token(&request).ok_or_else(ApiError::unauthenticated)?;
            match by_token(&request, token).await? {
                Credential::Token(session) | Credential::Cookie(session) => Ok(Self(session)),
                Credential::ApiClient(_) => Err(access_denied().into()),
            }
        })
    }
}

/// Whoever looks at a page: signed in by the session cookie, or nobody yet. For handlers of forms add
/// [`FromOurPages`](crate::csrf::FromOurPages).
#[derive(Debug, Clone)]
pub struct Visitor(pub Option<Session>);

impl FromRequest for Visitor {
    type Error = ApiError;
    type Future = Extraction<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let session = by_cookie(&request).await?;
            if session.is_none() && !request.method().is_safe() {
                count_stranger(&request)?;
            }
            Ok(Self(session))
        })
    }
}

/// 403: an API client is no way to the account behind it.
fn in_person_only() -> ApiError {
    ApiError::forbidden("An API client can't do this. Sign in.")
}

fn access_denied() -> OAuthError {
    OAuthError::new(
        OAuthErrorCode::AccessDenied,
        "an API client can't allow applications to act for somebody",
    )
    .with_status(StatusCode::FORBIDDEN)
    .with_api_code(Code::Forbidden)
}

/// The person of a session, as the OAuth domain wants to know them.
pub fn signed_in_person(session: &Session) -> SignedInPerson {
    SignedInPerson {
        user: session.user,
        session: session.id,
        sign_in: SignIn {
            auth_time: session.auth_time,
            amr: Amr::parse(&session.methods.amr().join(" ")),
            acr: session.methods.acr().to_owned(),
        },
    }
}

impl Takes for Person {
    fn describe(draft: &mut Draft) {
        draft.credentials(&[openapi::Credential::ApiToken, openapi::Credential::Session]);
        describe_refusals(draft);
        draft.fails(&[Code::Forbidden]);
    }
}

impl Takes for TokenCaller {
    fn describe(draft: &mut Draft) {
        draft.credentials(&[openapi::Credential::ApiToken]);
        describe_refusals(draft);
    }
}

/// What every credential is refused by.
pub(super) fn describe_refusals(draft: &mut Draft) {
    draft.counted();
    draft.fails(&[Code::Unauthenticated, Code::TooManyRequests, Code::InternalError, Code::Overloaded]);
}
