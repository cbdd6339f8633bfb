//! `/auth/apps`

pub mod id;

use crate::error::ApiError;
use crate::extract::{Paging, Person};
use crate::openapi::{About, Id, Instant};
use crate::reply::Reply;
use crate::services::Services;
use actix_web::web::Data;
use hitkey_kernel::{ClientId, Timestamp};
use hitkey_oauth::{AllowedApp, Scope};
use serde::Serialize;
use utoipa::ToSchema;

/// An application that the caller allowed.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AllowedApp)]
pub struct Item<'a> {
    #[schema(value_type = Id)]
    client_id: ClientId,
    name: &'a str,
    scopes: Vec<&'static str>,
    #[schema(value_type = Instant)]
    granted_at: Timestamp,
    #[schema(value_type = Instant)]
    updated_at: Timestamp,
}

impl<'a> Item<'a> {
    pub(crate) fn of(app: &'a AllowedApp) -> Self {
        Self {
            client_id: app.client,
            name: app.name.as_str(),
            scopes: app.consent.scopes.iter().map(Scope::as_str).collect(),
            granted_at: app.consent.granted_at,
            updated_at: app.consent.updated_at,
        }
    }
}

pub(crate) const GET: About = About::new(
    "listApps",
    "List the applications that you allowed, the one first that was first allowed last.",
);

/// `GET /auth/apps`: the applications that the caller allowed, the one first that was first allowed last.
pub async fn get(
    person: Person,
    paging: Paging,
    services: Data<Services>,
) -> Result<Reply<Vec<Item<'static>>>, ApiError> {
    let page = services.oauth.allowed_apps.list(person.user(), paging.request).await?;
    Ok(paging.answer(&page, Item::of))
}
