//! `/auth/apps`

pub mod id;

use crate::error::ApiError;
use crate::extract::Caller;
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::Data;
use hitkey_kernel::{ClientId, Timestamp};
use hitkey_oauth::{AllowedApp, Scope};
use serde::Serialize;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Item<'a> {
    client_id: ClientId,
    name: &'a str,
    scopes: Vec<&'static str>,
    granted_at: Timestamp,
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

/// `GET /auth/apps`: the applications that the caller allowed.
pub async fn get(caller: Caller, services: Data<Services>) -> Result<HttpResponse, ApiError> {
    let apps = services.oauth.allowed_apps.list(caller.user()).await?;
    Ok(HttpResponse::Ok().json(apps.iter().map(Item::of).collect::<Vec<_>>()))
}
