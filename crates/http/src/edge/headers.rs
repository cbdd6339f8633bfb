use super::RequestId;
use super::request_id;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use url::{Host, Url};

/// Answers that are no page load nothing and stand in no frame.
const API_POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
const NO_SNIFF: HeaderValue = HeaderValue::from_static("nosniff");
const NO_REFERRER: HeaderValue = HeaderValue::from_static("no-referrer");
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
const HSTS: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// What a page may load: our own style sheet and our own or inlined images; no script.
pub const PAGE_SOURCES: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                                base-uri 'none'; frame-ancestors 'none'";

/// What Swagger UI may do: run its own files, and call this server and nobody else.
pub const DOCS_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

/// The policy of a page. Its forms go to ourselves; `redirect` is where the answer to the form may lead, such as
/// the redirect URI of an OAuth client.
pub fn page_policy(redirect: Option<&Url>) -> HeaderValue {
    let target = redirect.map(form_target).unwrap_or_default();
    let policy = format!("{PAGE_SOURCES}; form-action 'self'{target}");
    HeaderValue::from_str(&policy).unwrap_or(API_POLICY)
}

/// The policy of the page that takes an answer to an app at `action`; our own script may send its form.
pub fn form_post_policy(action: &Url) -> HeaderValue {
    let policy = format!("{PAGE_SOURCES}; script-src 'self'; form-action{}", form_target(action));
    HeaderValue::from_str(&policy).unwrap_or(API_POLICY)
}

/// The policy of the good-bye page: it may load these frames and no others.
pub fn frames_policy<'a>(frames: impl IntoIterator<Item = &'a Url>) -> HeaderValue {
    let mut sources: Vec<_> = frames.into_iter().map(frame_source).collect();
    sources.sort_unstable();
    sources.dedup();
    let sources = if sources.is_empty() { " 'none'".to_owned() } else { sources.concat() };
    let policy = format!("{PAGE_SOURCES}; frame-src{sources}; form-action 'self'");
    HeaderValue::from_str(&policy).unwrap_or(API_POLICY)
}

/// A CSP source for the origin of `url`. CSP has no way to write an IPv6 address.
fn frame_source(url: &Url) -> String {
    match url.host() {
        Some(Host::Ipv6(_)) => format!(" {}:", url.scheme()),
        _ => format!(" {}", url.origin().ascii_serialization()),
    }
}

/// A CSP source for all that has the scheme of `url`. Chromium checks `form-action` against every redirect that
/// follows a form, and the app at `url` may send the person on to an origin of which we know nothing.
fn form_target(url: &Url) -> String {
    format!(" {}:", url.scheme())
}

/// Puts on every response what a browser must know, unless the handler said otherwise.
pub(super) fn dress(headers: &mut HeaderMap, id: &RequestId, hsts: bool) {
    headers.insert(request_id::HEADER, id.header_value());
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, NO_SNIFF);
    default_to(headers, header::REFERRER_POLICY, NO_REFERRER);
    default_to(headers, header::CONTENT_SECURITY_POLICY, API_POLICY);
    default_to(headers, header::CACHE_CONTROL, NO_STORE);
    if hsts {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HSTS);
    }
}

fn default_to(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    if !headers.contains_key(&name) {
        headers.insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_come_from_where_they_were_named_and_nowhere_else() {
        let urls = ["https://b.example/out?sid=1", "https://a.example:8443/x", "https://b.example/other"];
        let urls = urls.map(|text| Url::parse(text).unwrap());
        for (frames, source) in
            [(&urls[..], " frame-src https://a.example:8443 https://b.example;"), (&[], " frame-src 'none';")]
        {
            let policy = frames_policy(frames);
            assert!(policy.to_str().unwrap().contains(source), "{policy:?}");
        }
    }

    #[test]
    fn forms_lead_to_ourselves_unless_an_app_waits_behind_them() {
        for (redirect, action) in [
            (None, "form-action 'self'"),
            (Some("https://app.example/cb?x=1"), "form-action 'self' https:"),
            (Some("http://127.0.0.1:9000/cb"), "form-action 'self' http:"),
            (Some("http://[::1]:9000/cb"), "form-action 'self' http:"),
            (Some("com.example.app:/cb"), "form-action 'self' com.example.app:"),
        ] {
            let redirect = redirect.map(|text| Url::parse(text).unwrap());
            let policy = page_policy(redirect.as_ref());
            assert!(policy.to_str().unwrap().ends_with(action), "{policy:?}");
        }
    }
}
