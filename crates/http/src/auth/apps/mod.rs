//! `/auth/apps`

pub mod id;

use crate::error::ApiError;
use crate::extract::Caller;
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
    fn of(app: &'a AllowedApp) -> Self {
        Self {
            client_id: app.client,
            name: app.name.as_str(),
            scopes: app.consent.scopes.iter().map(Scope::as_str).collect(),
            granted_at: app.consent.granted_at,
            updated_at: app.consent.updated_at,
        }
    }
}

pub(crate) const GET: About = About::new("listApps", "List the applications that you allowed.");

/// `GET /auth/apps`: the applications that the caller allowed.
pub async fn get(caller: Caller, services: Data<Services>) -> Result<Reply<Vec<Item<'static>>>, ApiError> {
    let apps = services.oauth.allowed_apps.list(caller.user()).await?;
    Ok(Reply::of(apps.iter().map(Item::of).collect::<Vec<_>>()))
}
