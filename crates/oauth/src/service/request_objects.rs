use super::ClientProofs;
use crate::client_jwt::{Audience, ClientJwt, NumericDate};
use crate::{AuthorizeParams, Client, Issuer};
use hitkey_kernel::{Ambient, Timestamp};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::sync::Arc;
use std::time::Duration;

/// Longer than any request has to be. A longer one is not worth decoding.
const LONGEST: usize = 16 * 1024;
/// How far clocks may be apart.
const LEEWAY: Duration = Duration::from_secs(30);
/// How long a request object may be good for.
const LONGEST_LIFE: Duration = Duration::from_secs(60 * 60);

/// Reads authorization requests that clients signed (RFC 9101).
pub struct RequestObjects {
    proofs: Arc<ClientProofs>,
    issuer: Issuer,
    ambient: Ambient,
}

/// The request object is not right; which of many reasons it is, its client has to find out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BadRequestObject;

/// What a request object says beside the parameters of the request. A claim that is here twice makes it unreadable.
#[derive(Deserialize)]
struct Claims {
    client_id: String,
    iss: String,
    aud: Audience,
    exp: NumericDate,
    nbf: Option<NumericDate>,
    sub: Option<Value>,
    #[serde(flatten)]
    parameters: Map<String, Value>,
}

impl RequestObjects {
    /// Puts it together. Requests must be meant for `issuer`.
    pub fn new(proofs: Arc<ClientProofs>, issuer: Issuer, ambient: Ambient) -> Self {
        Self { proofs, issuer, ambient }
    }

    /// The parameters that the client signed. Those that stand outside do not count (RFC 9101 §6.3).
    pub(super) async fn open(
        &self,
        object: &str,
        client: &Client,
    ) -> Result<AuthorizeParams, BadRequestObject> {
        let jwt = ClientJwt::parse(object, LONGEST).ok_or(BadRequestObject)?;
        let claims = self.check(&jwt, client).ok_or(BadRequestObject)?;
        let registered = client.requests.object_alg.is_none_or(|alg| alg == jwt.alg);
        if registered && self.proofs.is_signed_by(client, &jwt).await {
            Ok(claims.into_params())
        } else {
            Err(BadRequestObject)
        }
    }

    fn check(&self, jwt: &ClientJwt<'_>, client: &Client) -> Option<Claims> {
        let claims: Claims = jwt.claims().filter(|_| jwt.may_be(&["jwt", "oauth-authz-req+jwt"]))?;
        let id = client.id.to_string();
        let its_own = claims.client_id == id && claims.iss == id;
        let ours = claims.aud.is_only(&[self.issuer.as_str().to_owned()]);
        // Who has a subject is an assertion, for another purpose (RFC 9101 §10.8); who names another object, a matryoshka.
        let plain = claims.sub.is_none()
            && ["request", "request_uri"].iter().all(|name| !claims.parameters.contains_key(*name));
        (its_own && ours && plain && claims.is_timely(self.ambient.now())).then_some(claims)
    }
}

impl Claims {
    fn is_timely(&self, now: Timestamp) -> bool {
        let soon =
            self.exp.instant().is_some_and(|end| now < end + LEEWAY && end <= now + LONGEST_LIFE + LEEWAY);
        soon && self.nbf.is_none_or(|date| date.instant().is_some_and(|start| start <= now + LEEWAY))
    }

    fn into_params(self) -> AuthorizeParams {
        let client = ("client_id".to_owned(), Value::String(self.client_id));
        let pairs = self.parameters.into_iter().chain([client]);
        AuthorizeParams::from_pairs(pairs.flat_map(|(name, value)| {
            texts(value).into_iter().map(move |text| (name.clone(), text)).collect::<Vec<_>>()
        }))
    }
}

/// A parameter as it would stand in a query: numbers in digits, objects as JSON, several values one by one.
fn texts(value: Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::String(text) => vec![text],
        Value::Array(values) => values.into_iter().flat_map(texts).collect(),
        other => vec![other.to_string()],
    }
}
