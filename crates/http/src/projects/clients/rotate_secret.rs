//! `/projects/{slug}/clients/{id}/rotate-secret`

use super::managed;
use crate::error::{ApiError, Code};
use crate::extract::{Caller, PathId, PathSlug};
use crate::oauth::clients::views::Registered;
use crate::openapi::About;
use crate::reply::Reply;
use crate::services::Services;
use actix_web::web::Data;
use hitkey_kernel::ClientId;

pub(crate) const POST: About = About::new(
    "rotateProjectClientSecret",
    "Draw a new secret, shown this once; the old one is dead at once.",
)
.fails(&[Code::NotProjectMember, Code::Forbidden, Code::PublicClient]);

/// `POST /projects/{slug}/clients/{id}/rotate-secret`: a new secret, shown this once; the old one is dead
/// at once.
pub async fn post(
    Caller(by): Caller,
    PathSlug(slug): PathSlug,
    PathId(id): PathId<ClientId>,
    services: Data<Services>,
) -> Result<Reply<Registered<'static>>, ApiError> {
    let project = managed(&services, &slug, &by.caller).await?;
    let (client, secret) = services.oauth.clients.rotate_secret(project, &by, id).await?;
    Ok(Reply::of(Registered::of(&client, Some(&secret))))
}
