//! `/oauth/register`

mod body;
mod holder;
pub mod id;
mod refusal;
mod switch;
mod view;

use super::token::NO_STORE;
use crate::error::{OAuthError, OAuthErrorCode};
use crate::extract::{OAuthJson, Quota, Whence, bearer_token};
use crate::openapi::{About, Credential, Link};
use crate::reply::Created;
use crate::services::Services;
use actix_web::HttpRequest;
use actix_web::http::header;
use actix_web::web::Data;
use body::MetadataBody;
use hitkey_kernel::ClientId;
use switch::Dynamic;
use view::{Information, Management};

pub(crate) const POST: About = About::new("registerClient", "Register a client that belongs to nobody.")
    .by(&[Credential::RegistrationToken, Credential::Nothing])
    .refuses(&[OAuthErrorCode::InvalidToken, OAuthErrorCode::InvalidRedirectUri])
    .links(&[
        Link::to("readRegistration", &[("id", "$response.body#/client_id")]),
        Link::to("replaceRegistration", &[("id", "$response.body#/client_id")]),
        Link::to("deleteRegistration", &[("id", "$response.body#/client_id")]),
    ]);

/// `POST /oauth/register` (RFC 7591 §3). Each counts for the network that it comes from: what it makes is kept.
pub async fn post(
    Dynamic(clients): Dynamic,
    OAuthJson(metadata): OAuthJson<MetadataBody>,
    request: HttpRequest,
    quota: Quota,
    services: Data<Services>,
) -> Result<Created<Information<'static>>, OAuthError> {
    quota.count_stranger()?;
    let (initial, Whence(origin)) = (bearer_token(&request), Whence::of(&request));
    let made = clients.register(initial, &origin, &metadata.registration()?).await?;
    let management =
        Management { token: made.token.expose(), uri: management_uri(&services, made.client.id) };
    let view = Information::of(&made.client, made.secret.as_ref(), management);
    Ok(Created::of(view).with_header(header::CACHE_CONTROL, NO_STORE))
}

fn management_uri(services: &Services, id: ClientId) -> String {
    format!("{}oauth/register/{id}", services.settings().public_url())
}
