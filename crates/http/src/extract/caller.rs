use super::{Whence, bearer_token};
use crate::cookies;
use crate::csrf;
use crate::error::{ApiError, Code};
use crate::openapi::{Credential, Draft, Takes};
use crate::rate_limit::{CallerKey, count_caller, count_stranger};
use crate::services::Services;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest, web};
use hitkey_identity::service::AuthenticateError;
use hitkey_identity::{ApiToken, Session, SessionCookie};
use hitkey_kernel::{Actor, SecretText, SessionId, UserId};
use hitkey_oauth::{Amr, SignIn, SignedInPerson};
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

type Extraction<T> = Pin<Box<dyn Future<Output = Result<T, ApiError>>>>;

/// Whoever is signed in: by an API token, or by the session cookie.
///
/// A token decides alone; the cookie counts when there is none, and then an unsafe request must not have
/// been caused by another site. One store read. Refusals: 401 `UNAUTHENTICATED`, 403 `FORBIDDEN`, 429
/// `TOO_MANY_REQUESTS`.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The session that was shown.
    pub session: Session,
    /// Whether it was shown by the cookie.
    pub by_cookie: bool,
}

impl Caller {
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

impl FromRequest for Caller {
    type Error = ApiError;
    type Future = Extraction<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let services = services(&request)?;
            let token = bearer_token(&request);
            let session = match token {
                Some(token) => by_token(&request, services, token).await?,
                None => by_cookie_of_api(&request, services).await?,
            };
            Ok(Self { session, by_cookie: token.is_none() })
        })
    }
}

/// Whoever is signed in by an API token. The cookie does not count.
#[derive(Debug, Clone)]
pub struct TokenCaller(pub Session);

impl FromRequest for TokenCaller {
    type Error = ApiError;
    type Future = Extraction<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let token = bearer_token(&request).ok_or_else(ApiError::unauthenticated)?;
            by_token(&request, services(&request)?, token).await.map(Self)
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
            let session = by_cookie(&request, services(&request)?).await?;
            if session.is_none() && !request.method().is_safe() {
                count_stranger(&request)?;
            }
            Ok(Self(session))
        })
    }
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

/// A session cookie whose life began anew with this request; the browser has to be told.
#[derive(Clone)]
pub(crate) struct Renewal {
    pub(crate) cookie: SecretText,
    pub(crate) lifetime: Duration,
}

fn services(request: &HttpRequest) -> Result<&Services, ApiError> {
    let services = request.app_data::<web::Data<Services>>();
    services.map(|services| &***services).ok_or_else(|| ApiError::internal("the services are not wired"))
}

async fn by_token(request: &HttpRequest, services: &Services, token: &str) -> Result<Session, ApiError> {
    let session = services.identity.sessions.by_token(&ApiToken::parse(token)).await;
    if matches!(session, Err(AuthenticateError::Unauthenticated)) {
        count_stranger(request)?;
    }
    let session = session?;
    count_caller(request, CallerKey::Session(session.id))?;
    Ok(session)
}

async fn by_cookie_of_api(request: &HttpRequest, services: &Services) -> Result<Session, ApiError> {
    if cookies::value(request, cookies::SESSION).is_none() {
        return Err(ApiError::unauthenticated());
    }
    csrf::guard_api(request, services.settings())?;
    let session = by_cookie(request, services).await?;
    if session.is_none() {
        count_stranger(request)?;
    }
    session.ok_or_else(ApiError::unauthenticated)
}

async fn by_cookie(request: &HttpRequest, services: &Services) -> Result<Option<Session>, ApiError> {
    let Some(value) = cookies::value(request, cookies::SESSION) else { return Ok(None) };
    let before = services.ambient().now();
    match services.identity.sessions.by_cookie(&SessionCookie::parse(&value)).await {
        Err(AuthenticateError::Unauthenticated) => Ok(None),
        Err(error) => Err(error.into()),
        Ok(session) => {
            if before <= session.last_used_at {
                let lifetime = session.expires_at.since(session.last_used_at);
                request.extensions_mut().insert(Renewal { cookie: SecretText::new(value), lifetime });
            }
            count_caller(request, CallerKey::Session(session.id))?;
            Ok(Some(session))
        }
    }
}

impl From<AuthenticateError> for ApiError {
    fn from(error: AuthenticateError) -> Self {
        match error {
            AuthenticateError::Unauthenticated => Self::unauthenticated(),
            AuthenticateError::Store(error) => error.into(),
        }
    }
}

impl Takes for Caller {
    fn describe(draft: &mut Draft) {
        draft.credentials(&[Credential::ApiToken, Credential::Session]);
        draft.counted();
        draft.fails(&[Code::Unauthenticated, Code::TooManyRequests, Code::InternalError, Code::Overloaded]);
        if !draft.is_safe() {
            draft.fails(&[Code::Forbidden]);
        }
    }
}

impl Takes for TokenCaller {
    fn describe(draft: &mut Draft) {
        draft.credentials(&[Credential::ApiToken]);
        draft.counted();
        draft.fails(&[Code::Unauthenticated, Code::TooManyRequests, Code::InternalError, Code::Overloaded]);
    }
}
