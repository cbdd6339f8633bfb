use super::error::PageError;
use super::local_path::LocalPath;
use super::visit::{Visit, see_other};
use crate::openapi::{Credential, Draft, Takes};
use crate::services::Services;
use crate::{cookies, extract};
use actix_web::cookie::Cookie;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, HttpResponse};
use hitkey_identity::{CookieCredentials, Session, SessionCookie};
use std::future::Future;
use std::pin::Pin;

/// The person whose browser this is, as far as its cookie tells.
#[derive(Debug)]
pub(super) struct Visitor {
    /// Their session, if they are signed in.
    pub(super) session: Option<Session>,
}

/// Sends a stranger to the sign-in page, to come back to `path`.
pub(super) fn sign_in_first(path: &str) -> HttpResponse {
    see_other(&LocalPath::parse(path).carried_by("/login")).finish()
}

impl FromRequest for Visitor {
    type Error = PageError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, PageError>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let found = extract::Visitor::extract(&request).await;
            let extract::Visitor(session) = found.map_err(|error| Visit::of(&request).error(error))?;
            Ok(Self { session })
        })
    }
}

impl Takes for Visitor {
    fn describe(draft: &mut Draft) {
        draft.credentials(&[Credential::Session, Credential::Nothing]);
        draft.counted();
    }
}

/// The session cookie that came with the request, good or not.
pub(super) fn session_cookie(request: &HttpRequest) -> Option<SessionCookie> {
    cookies::value(request, cookies::SESSION).map(|value| SessionCookie::parse(&value))
}

/// The cookie of a session that was just opened.
pub(super) fn new_session(credentials: &CookieCredentials, services: &Services) -> Cookie<'static> {
    let value = credentials.cookie.expose();
    cookies::keep(cookies::SESSION, value, credentials.expires_in, services.settings())
}
