//! `/account`: the pages on which people see to their account. Each calls the same use cases as the API.

pub(super) mod activity;
pub(super) mod addresses;
pub(super) mod apps;
pub(super) mod delete;
mod holder;
pub(super) mod password;
pub(super) mod profile;
pub(super) mod security;
pub(super) mod sessions;
pub(super) mod settings;
pub(super) mod two_factor;

use super::form::query;
use crate::services::Services;
use actix_web::{HttpRequest, web};
use hitkey_identity::Username;
use hitkey_kernel::{PageLimit, PageRequest};
use hitkey_pages::Done;
use hitkey_pages::views::Overview;
use holder::{Answer, Holder};
use serde::Deserialize;

/// Where the pages are.
const PATH: &str = "/account";

/// The pages show lists whole; longer ones than this nobody reads.
const EVERYTHING: PageRequest = PageRequest::first(PageLimit::MAX);

/// The query of a page that tells what was just done.
#[derive(Debug, Default, Deserialize)]
struct Query {
    #[serde(default)]
    done: String,
}

fn done(request: &HttpRequest) -> Option<Done> {
    Done::from_word(&query::<Query>(request).done)
}

/// `GET /account`.
pub(super) async fn get(holder: Holder, services: web::Data<Services>) -> Answer {
    let account = holder.account(&services).await?;
    let user = holder.session.user;
    let sessions = services.identity.sessions.list(user, EVERYTHING).await;
    let apps = services.oauth.allowed_apps.list(user, EVERYTHING).await;
    let email = account.email().address.to_string();
    holder.show(&Overview {
        frame: holder.visit.frame,
        name: account.name().unwrap_or_else(|| email.clone()),
        username: account.profile.username.as_ref().map(Username::as_str).map(str::to_owned),
        email,
        two_factor: account.second_factor.is_on(),
        created_at: account.created_at,
        sessions: sessions.map_err(|error| holder.failed(error))?.items.len(),
        apps: apps.map_err(|error| holder.failed(error))?.items.len(),
    })
}
