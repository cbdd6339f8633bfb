use super::refusal::no_token;
use super::switch::Dynamic;
use super::view::{Information, Management};
use super::{NO_STORE, management_uri};
use crate::error::{OAuthError, OAuthErrorCode};
use crate::extract::{PathId, Quota, Whence, bearer_token};
use crate::openapi::{Credential, Draft, Takes};
use crate::rate_limit::count_stranger;
use crate::reply::Reply;
use crate::services::Services;
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::web::Data;
use actix_web::{Error, FromRequest, HttpRequest};
use hitkey_kernel::{ClientId, Origin, SecretText};
use hitkey_oauth::Client;
use hitkey_oauth::service::{DynamicClientError, DynamicClients};
use std::future::{Ready, ready};
use std::sync::Arc;

/// Who shows a registration token, for which client. The token is looked for in the header only.
pub struct Holder {
    pub(super) clients: Arc<DynamicClients>,
    pub(super) id: ClientId,
    pub(super) token: SecretText,
    pub(super) origin: Origin,
    request: HttpRequest,
}

impl Holder {
    fn of(request: &HttpRequest) -> Result<Self, Error> {
        let (Dynamic(clients), id) = (Dynamic::of(request)?, PathId::of(request)?.0);
        let Some(token) = bearer_token(request) else {
            count_stranger(request).map_err(OAuthError::from)?;
            return Err(no_token().into());
        };
        let (token, Whence(origin)) = (SecretText::new(token), Whence::of(request));
        Ok(Self { clients, id, token, origin, request: request.clone() })
    }

    /// Counts a bad token for the network that it comes from.
    pub(super) fn counted<T>(&self, result: Result<T, DynamicClientError>) -> Result<T, OAuthError> {
        if matches!(result, Err(DynamicClientError::Unauthorized)) {
            count_stranger(&self.request)?;
        }
        Ok(result?)
    }

    /// Shows the client, and the token as it came: it does not rotate.
    pub(super) fn told(&self, client: &Client, services: &Data<Services>) -> Reply<Information<'static>> {
        let management = Management { token: self.token.expose(), uri: management_uri(services, client.id) };
        Reply::of(Information::of(client, None, management)).with_header(header::CACHE_CONTROL, NO_STORE)
    }
}

impl FromRequest for Holder {
    type Error = Error;
    type Future = Ready<Result<Self, Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}

impl Takes for Holder {
    fn describe(draft: &mut Draft) {
        Dynamic::describe(draft);
        PathId::<ClientId>::describe(draft);
        Quota::describe(draft);
        draft.credentials(&[Credential::RegistrationToken]);
        draft.refuses(&[OAuthErrorCode::InvalidToken]);
    }
}
