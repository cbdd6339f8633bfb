//! `/projects/{slug}/clients/{id}`

use super::managed;
use crate::error::ApiError;
use crate::extract::{Caller, Json, PathId, PathSlug};
use crate::oauth::clients::bodies::PatchBody;
use crate::oauth::clients::views::Item;
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::Data;
use hitkey_kernel::ClientId;
use serde_json::json;

/// `GET /projects/{slug}/clients/{id}`: one of the project's clients, without its secret.
pub async fn get(
    caller: Caller,
    PathSlug(slug): PathSlug,
    PathId(id): PathId<ClientId>,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    let project = managed(&services, &slug, caller.user()).await?;
    let client = services.oauth.clients.find(project, id).await?;
    Ok(HttpResponse::Ok().json(Item::of(&client)))
}

/// `PATCH /projects/{slug}/clients/{id}`: changes what the body names.
pub async fn patch(
    caller: Caller,
    PathSlug(slug): PathSlug,
    PathId(id): PathId<ClientId>,
    Json(changes): Json<PatchBody>,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    let project = managed(&services, &slug, caller.user()).await?;
    let client = services.oauth.clients.update(project, id, &changes).await?;
    Ok(HttpResponse::Ok().json(Item::of(&client)))
}

/// `DELETE /projects/{slug}/clients/{id}`: removes a client with everything that people allowed it.
pub async fn delete(
    caller: Caller,
    PathSlug(slug): PathSlug,
    PathId(id): PathId<ClientId>,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    let project = managed(&services, &slug, caller.user()).await?;
    services.oauth.clients.delete(project, id).await?;
    Ok(HttpResponse::Ok().json(json!({ "message": "The client is removed." })))
}
