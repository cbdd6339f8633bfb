use super::body::{self, BodyError};
use super::json::is_json;
use crate::error::{OAuthError, OAuthErrorCode};
use crate::openapi::{Draft, Takes};
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use serde::de::{Deserializer, MapAccess, Visitor};
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use utoipa::ToSchema;

const FORM: &str = "application/x-www-form-urlencoded";
const MOST_PARAMETERS: usize = 64;

/// Decoded parameters, repeated ones included: whether a parameter may be repeated, its reader tells.
pub type Pairs = Vec<(String, String)>;

/// What is made of the parameters of a request to an OAuth endpoint.
pub trait FromPairs: Sized {
    /// How the parameters are described.
    type Shape: ToSchema;

    /// Reads the parameters.
    ///
    /// # Errors
    /// `invalid_request`, for one when a parameter is repeated (RFC 6749 §3.2).
    fn from_pairs(pairs: Pairs) -> Result<Self, OAuthError>;
}

/// Takes the parameters of a body, be it a form or a JSON object of texts.
///
/// Refusals, as `invalid_request`: 415 when it is neither, 413 beyond 64 KiB, 400 for the rest.
#[derive(Debug)]
pub struct OAuthForm<T>(pub T);

impl<T: FromPairs> FromRequest for OAuthForm<T> {
    type Error = OAuthError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, OAuthError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move { T::from_pairs(read(&request, payload).await?).map(Self) })
    }
}

async fn read(request: &HttpRequest, payload: Payload) -> Result<Pairs, OAuthError> {
    let parse = match request.content_type() {
        form if form.eq_ignore_ascii_case(FORM) => pairs_of_form,
        json if is_json(json) => pairs_of_json,
        _ => return Err(unsupported_media_type()),
    };
    let pairs = parse(&body::read(request, payload).await?)?;
    if pairs.len() > MOST_PARAMETERS {
        return Err(OAuthError::invalid_request("There are too many parameters."));
    }
    Ok(pairs)
}

fn pairs_of_form(body: &[u8]) -> Result<Pairs, OAuthError> {
    Ok(url::form_urlencoded::parse(body).into_owned().take(MOST_PARAMETERS + 1).collect())
}

fn pairs_of_json(body: &[u8]) -> Result<Pairs, OAuthError> {
    let JsonPairs(pairs) = serde_json::from_slice(body)
        .map_err(|_| OAuthError::invalid_request("The body is not a JSON object of texts."))?;
    Ok(pairs)
}

/// The pairs of a JSON object. `null` is an absent value; anything but a text is refused.
struct JsonPairs(Pairs);

impl<'de> serde::Deserialize<'de> for JsonPairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PairsVisitor)
    }
}

/// The one parameter that may be repeated (RFC 8707 §2), and therefore be a list of texts.
const REPEATABLE: &str = "resource";

#[derive(serde::Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(Option<String>),
    More(Vec<String>),
}

impl OneOrMore {
    fn into_texts(self) -> Vec<String> {
        match self {
            Self::One(text) => text.into_iter().collect(),
            Self::More(texts) => texts,
        }
    }
}

struct PairsVisitor;

impl<'de> Visitor<'de> for PairsVisitor {
    type Value = JsonPairs;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of texts")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<JsonPairs, A::Error> {
        let mut pairs = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            if name == REPEATABLE {
                let values = map.next_value::<OneOrMore>()?.into_texts();
                pairs.extend(values.into_iter().map(|value| (name.clone(), value)));
            } else {
                let value: Option<String> = map.next_value()?;
                pairs.push((name, value.unwrap_or_default()));
            }
        }
        Ok(JsonPairs(pairs))
    }
}

fn unsupported_media_type() -> OAuthError {
    OAuthError::invalid_request("Send the parameters as a form or as JSON.")
        .with_status(StatusCode::UNSUPPORTED_MEDIA_TYPE)
}

impl From<BodyError> for OAuthError {
    fn from(error: BodyError) -> Self {
        match error {
            BodyError::TooLarge => Self::invalid_request("The body has more than 64 KiB.")
                .with_status(StatusCode::PAYLOAD_TOO_LARGE),
            BodyError::Broken => Self::invalid_request("The body broke off.").with_source(error),
        }
    }
}

impl<T: FromPairs> Takes for OAuthForm<T> {
    fn describe(draft: &mut Draft) {
        draft.body::<T::Shape>(&[FORM, "application/json"]);
        describe_refusals(draft);
    }
}

/// How parameters that can't be read are refused.
pub(crate) fn describe_refusals(draft: &mut Draft) {
    draft.refuses(&[OAuthErrorCode::InvalidRequest]);
    for status in [StatusCode::PAYLOAD_TOO_LARGE, StatusCode::UNSUPPORTED_MEDIA_TYPE] {
        draft.refuses_as(status.as_u16(), OAuthErrorCode::InvalidRequest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(pairs: &[(&str, &str)]) -> Pairs {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn forms_are_decoded_and_repetitions_kept() {
        let pairs = pairs_of_form("a=1+2%26&b=&c=%C3%A4&a=2".as_bytes()).unwrap();
        assert_eq!(pairs, owned(&[("a", "1 2&"), ("b", ""), ("c", "ä"), ("a", "2")]));
    }

    #[test]
    fn json_is_an_object_of_texts_and_repetitions_are_kept() {
        let pairs = pairs_of_json(br#"{"a":"1","b":null,"a":"2"}"#).unwrap();
        assert_eq!(pairs, owned(&[("a", "1"), ("b", ""), ("a", "2")]));
        let pairs =
            pairs_of_json(br#"{"resource":["urn:a:1","urn:a:2"],"b":"1","resource":"urn:a:3"}"#).unwrap();
        let resources =
            [("resource", "urn:a:1"), ("resource", "urn:a:2"), ("b", "1"), ("resource", "urn:a:3")];
        assert_eq!(pairs, owned(&resources));
        assert_eq!(pairs_of_json(br#"{"resource":null}"#).unwrap(), owned(&[]));
        for bad in [
            &br#"{"a":1}"#[..],
            br#"{"resource":[1]}"#,
            br#"{"resource":[["urn:a:1"]]}"#,
            br#"{"a":["1"]}"#,
            b"[]",
            b"",
            br#""a""#,
            br#"{"a":"1""#,
        ] {
            assert!(pairs_of_json(bad).is_err(), "{bad:?}");
        }
    }
}
