use super::body::{self, BodyError};
use super::json::is_json;
use crate::error::OAuthError;
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use hitkey_kernel::SecretText;
use serde::de::{Deserializer, MapAccess, Visitor};
use std::fmt;
use std::future::Future;
use std::pin::Pin;

const FORM: &str = "application/x-www-form-urlencoded";
const MOST_PARAMETERS: usize = 64;

/// The parameters of a request to an OAuth endpoint.
///
/// A parameter without a value counts as absent, and none may be repeated (RFC 6749 §3.1, §3.2). Values
/// are secrets until their reader says otherwise.
#[derive(Default)]
pub struct OAuthParams(Vec<(String, SecretText)>);

impl OAuthParams {
    /// Reads a query or a form body.
    ///
    /// # Errors
    /// `invalid_request` when a parameter is repeated or there are more than 64.
    pub fn from_urlencoded(text: &[u8]) -> Result<Self, OAuthError> {
        let mut params = Self::default();
        for (name, value) in url::form_urlencoded::parse(text) {
            params.add(&name, &value)?;
        }
        Ok(params)
    }

    fn from_json(text: &[u8]) -> Result<Self, OAuthError> {
        let JsonPairs(pairs) = serde_json::from_slice(text)
            .map_err(|_| OAuthError::invalid_request("The body is not a JSON object of texts"))?;
        let mut params = Self::default();
        for (name, value) in pairs.into_iter().filter_map(|(name, value)| Some((name, value?))) {
            params.add(&name, value.expose())?;
        }
        Ok(params)
    }

    /// The value of a parameter.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.expose())
    }

    /// The value of a parameter as an owned text.
    pub fn owned(&self, name: &str) -> Option<String> {
        self.get(name).map(str::to_owned)
    }

    /// The value of a parameter that stays a secret.
    pub fn secret(&self, name: &str) -> Option<SecretText> {
        self.get(name).map(SecretText::new)
    }

    fn add(&mut self, name: &str, value: &str) -> Result<(), OAuthError> {
        if value.is_empty() {
            return Ok(());
        }
        if self.get(name).is_some() {
            return Err(OAuthError::invalid_request("A parameter is repeated"));
        }
        if self.0.len() == MOST_PARAMETERS {
            return Err(OAuthError::invalid_request("There are too many parameters"));
        }
        self.0.push((name.to_owned(), SecretText::new(value)));
        Ok(())
    }
}

impl fmt::Debug for OAuthParams {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

/// The pairs of a JSON object, repeated names included. `null` is an absent value.
struct JsonPairs(Vec<(String, Option<SecretText>)>);

impl<'de> serde::Deserialize<'de> for JsonPairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PairsVisitor)
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
        while let Some((name, value)) = map.next_entry::<String, JsonText>()? {
            pairs.push((name, value.0));
        }
        Ok(JsonPairs(pairs))
    }
}

/// A text or nothing. Any other type is refused.
struct JsonText(Option<SecretText>);

impl<'de> serde::Deserialize<'de> for JsonText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::<SecretText>::deserialize(deserializer).map(Self)
    }
}

/// Takes the parameters of a body, as a form or as JSON.
#[derive(Debug)]
pub struct OAuthForm(pub OAuthParams);

impl FromRequest for OAuthForm {
    type Error = OAuthError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, OAuthError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), payload.take());
        Box::pin(async move { read(&request, payload).await.map(Self) })
    }
}

async fn read(request: &HttpRequest, payload: Payload) -> Result<OAuthParams, OAuthError> {
    let parse = match request.content_type() {
        form if form.eq_ignore_ascii_case(FORM) => OAuthParams::from_urlencoded,
        json if is_json(json) => OAuthParams::from_json,
        _ => return Err(unsupported_media_type()),
    };
    parse(&body::read(request, payload).await?)
}

fn unsupported_media_type() -> OAuthError {
    OAuthError::invalid_request("Send the parameters as a form or as JSON")
        .with_status(StatusCode::UNSUPPORTED_MEDIA_TYPE)
}

impl From<BodyError> for OAuthError {
    fn from(error: BodyError) -> Self {
        match error {
            BodyError::TooLarge => Self::invalid_request("The body has more than 64 KiB")
                .with_status(StatusCode::PAYLOAD_TOO_LARGE),
            BodyError::Broken => Self::invalid_request("The body broke off").with_source(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_decoded_and_no_parameter_may_be_repeated() {
        let params = OAuthParams::from_urlencoded(b"a=1+2%26&b=&c=%C3%A4").unwrap();
        assert_eq!((params.get("a"), params.get("b"), params.get("c")), (Some("1 2&"), None, Some("ä")));
        assert!(OAuthParams::from_urlencoded(b"a=1&a=1").is_err());
        let many: String = (0..65).map(|number| format!("p{number}=1&")).collect();
        assert!(OAuthParams::from_urlencoded(many.as_bytes()).is_err());
    }

    #[test]
    fn json_is_an_object_of_texts_without_repetition() {
        let params = OAuthParams::from_json(br#"{"a":"1","b":null,"c":""}"#).unwrap();
        assert_eq!((params.get("a"), params.get("b"), params.get("c")), (Some("1"), None, None));
        for bad in [&br#"{"a":"1","a":"1"}"#[..], br#"{"a":1}"#, b"[]", b"", br#""a""#] {
            assert!(OAuthParams::from_json(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn parameters_print_their_names_only() {
        let params = OAuthParams::from_urlencoded(b"client_secret=hunter2").unwrap();
        assert_eq!(format!("{params:?}"), r#"["client_secret"]"#);
    }
}
