//! `/auth/export`

use super::views::Me;
use super::{activity, apps, sessions};
use crate::api::user::api_clients::views::ApiClientView;
use crate::error::ApiError;
use crate::extract::Person;
use crate::oauth::clients::views as clients;
use crate::openapi::About;
use crate::projects::ProjectInRole;
use crate::reply::Reply;
use crate::services::Services;
use actix_web::web::Data;
use hitkey_kernel::{Page, PageLimit, PageRequest};
use serde::Serialize;
use utoipa::ToSchema;

pub(crate) const PATH: &str = "/auth/export";

/// Everything that is kept about a person, each part as the list of its own shows it.
#[derive(Serialize, ToSchema)]
#[schema(as = Export)]
pub struct Export<'a> {
    /// As `GET /auth/me` shows it.
    account: Me<'a>,
    sessions: Vec<sessions::Item<'a>>,
    apps: Vec<apps::Item<'a>>,
    projects: Vec<ProjectInRole<'a>>,
    clients: Vec<clients::Item<'a>>,
    api_clients: Vec<ApiClientView<'a>>,
    activity: Vec<activity::Item<'a>>,
}

pub(crate) const GET: About = About::new("exportAccount", "Download everything that is kept about you.");

/// `GET /auth/export`: everything that is kept about the person.
pub async fn get(person: Person, services: Data<Services>) -> Result<Reply<Export<'static>>, ApiError> {
    let (user, services) = (person.user(), &**services);
    let account = services.identity.profiles.me(user).await?;
    let sessions = all(async |page| services.identity.sessions.list(user, page).await).await?;
    let apps = all(async |page| services.oauth.allowed_apps.list(user, page).await).await?;
    let projects = all(async |page| services.projects.projects.list(user, page).await).await?;
    let clients = all(async |page| services.oauth.clients.list(user, page).await).await?;
    let programs = all(async |page| services.projects.api_clients.list(user, page).await).await?;
    let activity = all(async |page| services.identity.activity.of(user, page).await).await?;
    Ok(Reply::of(Export {
        account: Me::of(&account),
        sessions: sessions.iter().map(|it| sessions::Item::of(it, person.session_id())).collect(),
        apps: apps.iter().map(apps::Item::of).collect(),
        projects: projects.iter().map(|own| ProjectInRole::of(&own.project, Some(own.role))).collect(),
        clients: clients.iter().map(clients::Item::of).collect(),
        api_clients: programs.iter().map(ApiClientView::of).collect(),
        activity: activity.iter().map(activity::Item::of).collect(),
    }))
}

/// All pages of a list.
async fn all<T, E>(list: impl AsyncFn(PageRequest) -> Result<Page<T>, E>) -> Result<Vec<T>, E> {
    let (mut all, mut request) = (Vec::new(), PageRequest::first(PageLimit::MAX));
    loop {
        let page = list(request).await?;
        all.extend(page.items);
        match page.next {
            Some(_) => request.after = page.next,
            None => return Ok(all),
        }
    }
}
