//! `/projects/{slug}/clients/{id}`

use super::managed;
use crate::error::{ApiError, Code};
use crate::extract::{Caller, Json, PathId, PathSlug};
use crate::oauth::clients::bodies::PatchBody;
use crate::oauth::clients::views::Item;
use crate::openapi::About;
use crate::reply::{Message, Reply};
use crate::services::Services;
use actix_web::web::Data;
use hitkey_kernel::ClientId;

pub(crate) const GET: About =
    About::new("readProjectClient", "Read a client of a project, without its secret.")
        .fails(&[Code::NotProjectMember, Code::Forbidden]);

/// `GET /projects/{slug}/clients/{id}`: one of the project's clients, without its secret.
pub async fn get(
    Caller(by): Caller,
    PathSlug(slug): PathSlug,
    PathId(id): PathId<ClientId>,
    services: Data<Services>,
) -> Result<Reply<Item<'static>>, ApiError> {
    let project = managed(&services, &slug, &by.caller).await?;
    let client = services.oauth.clients.find(project, id).await?;
    Ok(Reply::of(Item::of(&client)))
}

pub(crate) const PATCH: About = About::new("updateProjectClient", "Change what the body names.")
    .fails(&[Code::NotProjectMember, Code::Forbidden]);

/// `PATCH /projects/{slug}/clients/{id}`: changes what the body names.
pub async fn patch(
    Caller(by): Caller,
    PathSlug(slug): PathSlug,
    PathId(id): PathId<ClientId>,
    Json(changes): Json<PatchBody>,
    services: Data<Services>,
) -> Result<Reply<Item<'static>>, ApiError> {
    let project = managed(&services, &slug, &by.caller).await?;
    let client = services.oauth.clients.update(project, &by, id, &changes).await?;
    Ok(Reply::of(Item::of(&client)))
}

pub(crate) const DELETE: About =
    About::new("deleteProjectClient", "Remove a client with everything that people allowed it.")
        .fails(&[Code::NotProjectMember, Code::Forbidden]);

/// `DELETE /projects/{slug}/clients/{id}`: removes a client with everything that people allowed it.
pub async fn delete(
    Caller(by): Caller,
    PathSlug(slug): PathSlug,
    PathId(id): PathId<ClientId>,
    services: Data<Services>,
) -> Result<Reply<Message>, ApiError> {
    let project = managed(&services, &slug, &by.caller).await?;
    services.oauth.clients.delete(project, &by, id).await?;
    Ok(Reply::saying("The client is removed."))
}
