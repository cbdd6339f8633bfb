//! `/.well-known/…` and `/oauth/jwks`: documents that are made once and served as they are.

use crate::document::{Document, Kept};
use crate::openapi::{About, KeySet, Metadata};
use crate::services::Services;
use actix_web::HttpRequest;
use actix_web::http::header::HeaderValue;
use actix_web::web::{Bytes, Data};
use hitkey_oauth::service::{Discovery, Keyring};
use std::sync::{Arc, PoisonError, RwLock};

const AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");
/// New keys are published an hour before they sign: caches must have looked again by then.
const A_QUARTER: HeaderValue = HeaderValue::from_static("public, max-age=900");

pub(crate) const OPENID: About =
    About::new("readMetadata", "Read what this server offers (OpenID Connect Discovery).");
pub(crate) const OAUTH: About = About::new("readServerMetadata", "Read what this server offers (RFC 8414).");
pub(crate) const JWKS: About = About::new("readKeys", "Read the keys by which tokens are verified.");

/// `GET /.well-known/openid-configuration` and `GET /.well-known/oauth-authorization-server`: the same
/// document, since each specification ignores the fields of the other.
pub async fn discovery(request: HttpRequest, services: Data<Services>) -> Kept<Metadata> {
    Kept::of(services.discovery(), &request)
}

/// `GET /oauth/jwks`
pub async fn jwks(request: HttpRequest, services: Data<Services>) -> Kept<KeySet> {
    Kept::of(&services.jwks().current(), &request)
}

pub(crate) fn discovery_document(discovery: &Discovery) -> Document {
    Document::new(Bytes::from_owner(discovery.document()), AN_HOUR)
}

/// The JWKS as a document. It is made anew only when the keyring has other bytes than before.
pub(crate) struct Jwks {
    keyring: Arc<Keyring>,
    last: RwLock<(Arc<[u8]>, Document)>,
}

impl Jwks {
    pub(crate) fn new(keyring: Arc<Keyring>) -> Self {
        let bytes = keyring.jwks();
        let last = RwLock::new((Arc::clone(&bytes), document(bytes)));
        Self { keyring, last }
    }

    fn current(&self) -> Document {
        let bytes = self.keyring.jwks();
        let last = self.last.read().unwrap_or_else(PoisonError::into_inner);
        if Arc::ptr_eq(&last.0, &bytes) {
            return last.1.clone();
        }
        drop(last);
        let fresh = document(Arc::clone(&bytes));
        *self.last.write().unwrap_or_else(PoisonError::into_inner) = (bytes, fresh.clone());
        fresh
    }
}

fn document(bytes: Arc<[u8]>) -> Document {
    Document::new(Bytes::from_owner(bytes), A_QUARTER)
}
