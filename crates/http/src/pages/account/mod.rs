//! `/account`: who am I, where am I signed in, which apps know me.

pub(super) mod apps;
pub(super) mod sessions;

use super::error::PageError;
use super::form::query;
use super::visit::{Visit, see_other};
use super::visitor::{Visitor, sign_in_first};
use crate::cookies;
use crate::services::Services;
use actix_web::{HttpRequest, HttpResponse, web};
use hitkey_identity::service::MeError;
use hitkey_identity::{Session, Username};
use hitkey_kernel::{PageLimit, PageRequest, StoreError};
use hitkey_oauth::AllowedApp;
use hitkey_pages::views::{Account, AppLine, Done, SessionLine};
use serde::Deserialize;
use std::cmp::Reverse;

/// Where the page is.
const PATH: &str = "/account";

/// The page shows lists whole; longer ones than this nobody reads.
const EVERYTHING: PageRequest = PageRequest::first(PageLimit::MAX);

/// The query of the page.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Query {
    #[serde(default)]
    done: String,
}

/// `GET /account`.
pub(super) async fn get(
    visit: Visit,
    visitor: Visitor,
    request: HttpRequest,
    services: web::Data<Services>,
) -> Result<HttpResponse, PageError> {
    let Some(session) = visitor.session else { return Ok(sign_in_first(PATH)) };
    let done = match query::<Query>(&request).done.as_str() {
        "session" => Some(Done::SessionEnded),
        "app" => Some(Done::AppWithdrawn),
        _ => None,
    };
    match page(&visit, &session, &services).await {
        Ok(page) => visit.show(&Account { done, ..page }),
        Err(MeError::Gone) => Ok(gone(&services)),
        Err(MeError::Store(error)) => Err(visit.error(error)),
    }
}

async fn page(visit: &Visit, session: &Session, services: &Services) -> Result<Account, MeError> {
    let account = services.identity.profiles.me(session.user).await?;
    let email = account.email().address.to_string();
    Ok(Account {
        frame: visit.frame,
        name: account.name().unwrap_or_else(|| email.clone()),
        username: account.profile.username.as_ref().map(Username::as_str).map(str::to_owned),
        email,
        two_factor: account.second_factor.is_on(),
        created_at: account.created_at,
        sessions: session_lines(session, services).await?,
        apps: app_lines(session, services).await?,
        done: None,
    })
}

async fn session_lines(current: &Session, services: &Services) -> Result<Vec<SessionLine>, StoreError> {
    let mut sessions = services.identity.sessions.list(current.user, EVERYTHING).await?.items;
    sessions.sort_by_key(|session| Reverse(session.last_used_at));
    Ok(sessions.iter().map(|session| session_line(session, current)).collect())
}

fn session_line(session: &Session, current: &Session) -> SessionLine {
    SessionLine {
        id: session.id.to_string(),
        user_agent: session.origin.user_agent().unwrap_or_default().to_owned(),
        ip: session.origin.ip.map(|ip| ip.to_string()),
        created_at: session.created_at,
        last_used_at: session.last_used_at,
        current: session.id == current.id,
    }
}

async fn app_lines(session: &Session, services: &Services) -> Result<Vec<AppLine>, StoreError> {
    let apps = services.oauth.allowed_apps.list(session.user, EVERYTHING).await?;
    Ok(apps.items.iter().map(app_line).collect())
}

fn app_line(app: &AllowedApp) -> AppLine {
    AppLine {
        client_id: app.client.to_string(),
        name: app.name.to_string(),
        scopes: app.consent.scopes.iter().map(|scope| scope.as_str().to_owned()).collect(),
        granted_at: app.consent.granted_at,
    }
}

/// The account is no more, so nobody is signed in.
fn gone(services: &Services) -> HttpResponse {
    see_other("/login").cookie(cookies::forget(cookies::SESSION, services.settings())).finish()
}
