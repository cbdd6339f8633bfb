use super::bearer_token;
use crate::cookies;
use crate::csrf;
use crate::error::ApiError;
use crate::rate_limit::{CallerKey, count_caller, count_stranger};
use crate::services::Services;
use actix_web::{HttpMessage as _, HttpRequest, rt, web};
use hitkey_identity::service::AuthenticateError;
use hitkey_identity::{ApiToken, Session, SessionCookie};
use hitkey_kernel::SecretText;
use hitkey_projects::service::AuthenticateApiClientError;
use hitkey_projects::{ApiClient, ApiClientToken};
use std::time::Duration;

/// Who proved to be calling, and how.
#[derive(Debug)]
pub(super) enum Credential {
    /// A person, by the token of their session.
    Token(Session),
    /// A person, by the cookie of their session.
    Cookie(Session),
    /// A program.
    ApiClient(ApiClient),
}

/// A session cookie whose life began anew with this request; the browser has to be told.
#[derive(Clone)]
pub(crate) struct Renewal {
    pub(crate) cookie: SecretText,
    pub(crate) lifetime: Duration,
}

/// What a request shows. A token decides alone; the cookie counts when there is none, and then an unsafe request must
/// not have been caused by another site.
pub(super) async fn shown(request: &HttpRequest) -> Result<Credential, ApiError> {
    match bearer_token(request) {
        Some(token) => by_token(request, token).await,
        None => by_cookie_of_api(request).await.map(Credential::Cookie),
    }
}

/// Whose a token is.
pub(super) async fn by_token(request: &HttpRequest, token: &str) -> Result<Credential, ApiError> {
    let services = services(request)?;
    if ApiClientToken::is_meant(token) {
        return by_api_client(request, services, token).await.map(Credential::ApiClient);
    }
    let session = services.identity.sessions.by_token(&ApiToken::parse(token)).await;
    if matches!(session, Err(AuthenticateError::Unauthenticated)) {
        count_stranger(request)?;
    }
    let session = session?;
    count_caller(request, CallerKey::Session(session.id))?;
    Ok(Credential::Token(session))
}

async fn by_api_client(
    request: &HttpRequest,
    services: &web::Data<Services>,
    token: &str,
) -> Result<ApiClient, ApiError> {
    let found = services.projects.api_clients.authenticate(token).await;
    if matches!(found, Err(AuthenticateApiClientError::Unauthenticated)) {
        count_stranger(request)?;
    }
    let client = found?;
    count_caller(request, CallerKey::ApiClient(client.id))?;
    if client.is_use_news(services.ambient().now()) {
        note_use(services, &client);
    }
    Ok(client)
}

/// Nobody waits for it, and nobody is told when it fails: the next use is as good.
fn note_use(services: &web::Data<Services>, client: &ApiClient) {
    let (services, id) = (services.clone(), client.id);
    rt::spawn(async move {
        if let Err(error) = services.projects.api_clients.note_use(id).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "a use of an API client was not noted");
        }
    });
}

async fn by_cookie_of_api(request: &HttpRequest) -> Result<Session, ApiError> {
    if cookies::value(request, cookies::SESSION).is_none() {
        return Err(ApiError::unauthenticated());
    }
    csrf::guard_api(request, services(request)?.settings())?;
    let session = by_cookie(request).await?;
    if session.is_none() {
        count_stranger(request)?;
    }
    session.ok_or_else(ApiError::unauthenticated)
}

/// Whose the session cookie is, if there is one that is good.
pub(super) async fn by_cookie(request: &HttpRequest) -> Result<Option<Session>, ApiError> {
    let services = services(request)?;
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

fn services(request: &HttpRequest) -> Result<&web::Data<Services>, ApiError> {
    let services = request.app_data::<web::Data<Services>>();
    services.ok_or_else(|| ApiError::internal("the services are not wired"))
}

impl From<AuthenticateError> for ApiError {
    fn from(error: AuthenticateError) -> Self {
        match error {
            AuthenticateError::Unauthenticated => Self::unauthenticated(),
            AuthenticateError::Store(error) => error.into(),
        }
    }
}

impl From<AuthenticateApiClientError> for ApiError {
    fn from(error: AuthenticateApiClientError) -> Self {
        match error {
            AuthenticateApiClientError::Unauthenticated => Self::unauthenticated(),
            AuthenticateApiClientError::Store(error) => error.into(),
        }
    }
}
