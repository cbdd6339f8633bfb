use actix_web::HttpRequest;
use actix_web::http::header::{self, HeaderValue};

/// The token of `Authorization: Bearer` (RFC 6750 §2.1), if there is such a header. It may be empty.
pub fn bearer_token(request: &HttpRequest) -> Option<&str> {
    after_bearer(request.headers().get(header::AUTHORIZATION)?)
}

/// Whether a value of `Authorization` is of the scheme `Bearer`. Schemes have no case (RFC 9110 §11.1).
pub(crate) fn after_bearer(value: &HeaderValue) -> Option<&str> {
    let text = value.to_str().ok()?;
    let (scheme, rest) = text.split_once(' ').unwrap_or((text, ""));
    scheme.eq_ignore_ascii_case("Bearer").then(|| rest.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn the_bearer_scheme_has_no_case() {
        for (header, token) in [
            ("Bearer x", Some("x")),
            ("bearer  x ", Some("x")),
            ("Bearer", Some("")),
            ("Basic eDp5", None),
            ("Bearerx", None),
        ] {
            let request = TestRequest::default().insert_header(("Authorization", header)).to_http_request();
            assert_eq!(bearer_token(&request), token, "{header}");
        }
    }
}
