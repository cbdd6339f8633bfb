use actix_web::http::Method;
use actix_web::http::header::{self, HeaderMap, HeaderValue};

/// What browser applications of any origin may call: there is no cookie in it, and what they present
/// there they hold themselves. The HitKey API is not among it.
const OPEN: [&str; 6] = [
    "/oauth/token",
    "/oauth/revoke",
    "/oauth/userinfo",
    "/oauth/jwks",
    "/.well-known/openid-configuration",
    "/.well-known/oauth-authorization-server",
];

const ANY: HeaderValue = HeaderValue::from_static("*");
const SENT: HeaderValue = HeaderValue::from_static("authorization, content-type");
const SHOWN: HeaderValue =
    HeaderValue::from_static("www-authenticate, retry-after, ratelimit, ratelimit-policy, x-request-id");
const TWO_HOURS: HeaderValue = HeaderValue::from_static("7200");

pub(super) fn is_open(path: &str) -> bool {
    OPEN.contains(&path)
}

/// Lets scripts of any origin read the answer, and tells a preflight what it may send (Fetch §3.3).
pub(super) fn open(headers: &mut HeaderMap, method: &Method) {
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, ANY);
    if *method == Method::OPTIONS {
        if let Some(allow) = headers.get(header::ALLOW).cloned() {
            headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, allow);
        }
        headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, SENT);
        headers.insert(header::ACCESS_CONTROL_MAX_AGE, TWO_HOURS);
    } else {
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, SHOWN);
    }
}
