use actix_web::HttpRequest;
use actix_web::http::header;
use data_encoding::BASE64;
use hitkey_kernel::SecretText;
use std::borrow::Cow;

/// The user and password of `Authorization: Basic`, form-decoded as RFC 6749 §2.3.1 has it.
#[derive(Debug)]
pub struct BasicCredentials {
    /// What stands before the colon: the `client_id`.
    pub id: String,
    /// What stands after it: the client secret.
    pub secret: SecretText,
}

/// The header is `Basic` but not well formed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the Basic credentials are not well formed")]
pub struct BasicError;

impl BasicCredentials {
    /// Reads the header; `None` when it is absent or of another scheme.
    ///
    /// # Errors
    /// [`BasicError`] when it is not base64 of `user:password`.
    pub fn of(request: &HttpRequest) -> Result<Option<Self>, BasicError> {
        let Some(encoded) = scheme_rest(request, "Basic") else { return Ok(None) };
        let decoded = BASE64.decode(encoded.as_bytes()).map_err(|_| BasicError)?;
        let decoded = SecretText::new(String::from_utf8(decoded).map_err(|_| BasicError)?);
        let (id, secret) = decoded.expose().split_once(':').ok_or(BasicError)?;
        Ok(Some(Self { id: form_decoded(id).into_owned(), secret: SecretText::new(form_decoded(secret)) }))
    }
}

/// The token of `Authorization: Bearer` (RFC 6750 §2.1), if there is one.
pub fn bearer_token(request: &HttpRequest) -> Option<&str> {
    scheme_rest(request, "Bearer").filter(|token| !token.is_empty())
}

/// Whether there is a header `Authorization: Bearer`, even an empty one.
pub(crate) fn is_bearer(value: &header::HeaderValue) -> bool {
    value.to_str().is_ok_and(|text| after_scheme(text, "Bearer").is_some())
}

fn scheme_rest<'a>(request: &'a HttpRequest, scheme: &str) -> Option<&'a str> {
    let text = request.headers().get(header::AUTHORIZATION)?.to_str().ok()?;
    after_scheme(text, scheme)
}

/// Schemes compare case-insensitively (RFC 9110 §11.1).
fn after_scheme<'a>(text: &'a str, scheme: &str) -> Option<&'a str> {
    let (name, rest) = text.split_once(' ').unwrap_or((text, ""));
    name.eq_ignore_ascii_case(scheme).then(|| rest.trim())
}

fn form_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains(['%', '+']) {
        return Cow::Borrowed(text);
    }
    let escaped = text.replace('&', "%26").replace('=', "%3D");
    let decoded = url::form_urlencoded::parse(escaped.as_bytes()).next();
    Cow::Owned(decoded.map(|(name, _)| name.into_owned()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn basic(header: &str) -> Result<Option<(String, String)>, BasicError> {
        let request = TestRequest::default().insert_header(("Authorization", header)).to_http_request();
        let found = BasicCredentials::of(&request)?;
        Ok(found.map(|found| (found.id, found.secret.expose().to_owned())))
    }

    #[test]
    fn basic_credentials_are_form_decoded() {
        for (plain, id, secret) in
            [("id:secret", "id", "secret"), ("id:a:b", "id", "a:b"), ("i%3Ad:s%25+x=&y", "i:d", "s% x=&y")]
        {
            let header = format!("bAsIc {}", BASE64.encode(plain.as_bytes()));
            assert_eq!(basic(&header), Ok(Some((id.to_owned(), secret.to_owned()))));
        }
    }

    #[test]
    fn malformed_basic_is_told_from_absent() {
        assert_eq!(basic("Bearer x"), Ok(None));
        assert_eq!(basic("Basic !!!"), Err(BasicError));
        assert_eq!(basic(&format!("Basic {}", BASE64.encode(b"no colon"))), Err(BasicError));
        assert_eq!(basic("Basic"), Err(BasicError));
    }

    #[test]
    fn the_bearer_scheme_has_no_case_and_an_empty_token_is_none() {
        for (header, token) in [("Bearer x", Some("x")), ("bearer  x ", Some("x")), ("Bearer", None)] {
            let request = TestRequest::default().insert_header(("Authorization", header)).to_http_request();
            assert_eq!(bearer_token(&request), token, "{header}");
        }
    }
}
