//! `/oauth/register/{id}`

use super::NO_STORE;
use super::body::ReplacementBody;
use super::holder::Holder;
use super::view::Information;
use crate::error::{OAuthError, OAuthErrorCode};
use crate::extract::OAuthJson;
use crate::openapi::{About, Draft, Replies};
use crate::reply::Reply;
use crate::services::Services;
use actix_web::body::BoxBody;
use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse, Responder};

pub(crate) const GET: About =
    About::new("readRegistration", "Read a client by its registration token, without its secret.");

/// `GET /oauth/register/{id}` (RFC 7592 §2.1).
pub async fn get(
    holder: Holder,
    services: Data<Services>,
) -> Result<Reply<Information<'static>>, OAuthError> {
    let found = holder.clients.find(holder.id, holder.token.expose()).await;
    Ok(holder.told(&holder.counted(found)?, &services))
}

pub(crate) const PUT: About =
    About::new("replaceRegistration", "Replace the metadata of a client: what is left out is as by default.")
        .refuses(&[OAuthErrorCode::InvalidRedirectUri]);

/// `PUT /oauth/register/{id}` (RFC 7592 §2.2).
pub async fn put(
    holder: Holder,
    OAuthJson(body): OAuthJson<ReplacementBody>,
    services: Data<Services>,
) -> Result<Reply<Information<'static>>, OAuthError> {
    let Holder { clients, id, token, origin, .. } = &holder;
    let replaced = clients.replace(*id, token.expose(), origin, &body.replacement()?).await;
    Ok(holder.told(&holder.counted(replaced)?, &services))
}

pub(crate) const DELETE: About = About::new(
    "deleteRegistration",
    "Remove a client that registered itself, and all that people allowed it.",
);

/// There is nothing left to show (RFC 7592 §2.3).
pub struct Deleted;

impl Responder for Deleted {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::NoContent().insert_header((header::CACHE_CONTROL, NO_STORE)).finish()
    }
}

impl Replies for Deleted {
    fn describe(draft: &mut Draft) {
        draft.answers_empty(204);
    }
}

/// `DELETE /oauth/register/{id}` (RFC 7592 §2.3).
pub async fn delete(holder: Holder) -> Result<Deleted, OAuthError> {
    let Holder { clients, id, token, origin, .. } = &holder;
    let deleted = clients.delete(*id, token.expose(), origin).await;
    holder.counted(deleted).map(|()| Deleted)
}
