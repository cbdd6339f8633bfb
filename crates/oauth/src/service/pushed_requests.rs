use super::request_objects::{BadRequestObject, RequestObjects};
use crate::authorize::{AuthorizeError, AuthorizeParams, AuthorizeRefusal, RedirectableRequest, ShownError};
use crate::ports::{OpenRequest, OpenedRequest, PushedRequest, PushedRequestStore, SpendRequest};
use crate::{Client, Issuer, RequestUri, RequestUriDigest};
use hitkey_kernel::{Ambient, StoreError, Timestamp};
use std::sync::Arc;
use std::time::Duration;

/// How long a pushed request waits for its person (RFC 9126 §2.2).
pub(super) const WAITS: Duration = Duration::from_secs(90);
/// How long a person may take who has come: to sign in, to register, to find the second factor.
const PATIENCE: Duration = Duration::from_secs(60 * 60);

/// Authorization requests that come otherwise than in the query: pushed (RFC 9126) or signed (RFC 9101).
pub struct PushedRequests {
    store: Arc<dyn PushedRequestStore>,
    objects: RequestObjects,
    issuer: Issuer,
    ambient: Ambient,
}

/// The parameters of a request, from where they can be believed.
pub(super) struct Resolved {
    pub(super) params: AuthorizeParams,
    /// What it was pushed as, if it was, and since when a person sees it.
    pub(super) pushed: Option<(RequestUriDigest, Timestamp)>,
}

impl PushedRequests {
    /// Puts it together.
    pub fn new(
        store: Arc<dyn PushedRequestStore>,
        objects: RequestObjects,
        issuer: Issuer,
        ambient: Ambient,
    ) -> Self {
        Self { store, objects, issuer, ambient }
    }

    /// Keeps a request until its person comes.
    pub(super) async fn keep(
        &self,
        client: &Client,
        params: &AuthorizeParams,
    ) -> Result<RequestUri, StoreError> {
        let uri = RequestUri::generate(self.ambient.random());
        let request = PushedRequest {
            digest: uri.digest(),
            client: client.id,
            params: params.to_query(),
            expires_at: self.ambient.now() + WAITS,
        };
        self.store.push(request).await?;
        Ok(uri)
    }

    /// Opens what the request refers to or carries. Without either it stands for itself.
    pub(super) async fn resolve(
        &self,
        params: &AuthorizeParams,
        client: &Client,
    ) -> Result<Resolved, AuthorizeError> {
        for name in ["request", "request_uri"] {
            if params.is_repeated(name) {
                return Err(ShownError::Repeated(name).into());
            }
        }
        match (params.get("request"), params.get("request_uri")) {
            (None, None) => Ok(Resolved { params: params.clone(), pushed: None }),
            (Some(object), None) => self.signed(object, params, client).await,
            (None, Some(uri)) if RequestUri::is_one(uri) => self.opened(uri, client).await,
            (_, Some(_)) => Err(self.refuse(params, client, AuthorizeRefusal::RequestUri)),
        }
    }

    async fn opened(&self, uri: &str, client: &Client) -> Result<Resolved, AuthorizeError> {
        let (digest, now) = (RequestUri::parse(uri).digest(), self.ambient.now());
        let command = OpenRequest { digest, client: client.id, now, expires_at: now + PATIENCE };
        let opened = self.store.open(command).await?.ok_or(ShownError::RequestUriUnknown)?;
        let OpenedRequest { params, opened_at } = opened;
        Ok(Resolved { params: AuthorizeParams::from_query(&params), pushed: Some((digest, opened_at)) })
    }

    async fn signed(
        &self,
        object: &str,
        params: &AuthorizeParams,
        client: &Client,
    ) -> Result<Resolved, AuthorizeError> {
        match self.objects.open(object, client).await {
            Ok(params) => Ok(Resolved { params, pushed: None }),
            Err(BadRequestObject) => Err(self.refuse(params, client, AuthorizeRefusal::RequestObject)),
        }
    }

    /// Tells the client, if what stands outside has a redirect URI that is known to be its own; else the person.
    fn refuse(&self, params: &AuthorizeParams, client: &Client, refusal: AuthorizeRefusal) -> AuthorizeError {
        match RedirectableRequest::new(params, client.clone(), &self.issuer) {
            Ok(request) => request.refuse(refusal).into(),
            Err(_) => ShownError::RequestRefused(refusal).into(),
        }
    }

    /// Ends a pushed request, now that a code comes of it. `false` when one has come already, or it took too long.
    pub(super) async fn spend(&self, digest: RequestUriDigest, client: &Client) -> Result<bool, StoreError> {
        self.store.spend(SpendRequest { digest, client: client.id, now: self.ambient.now() }).await
    }
}
