//! Whether a request with a cookie was meant by the person whose browser sent it.
//!
//! A browser adds cookies to requests that other sites cause. It also says who caused them: in
//! `Sec-Fetch-Site` (Fetch Metadata §2.5), older ones in `Origin`, the oldest in `Referer`.

use crate::error::ApiError;
use crate::services::Services;
use crate::settings::HttpSettings;
use actix_web::dev::Payload;
use actix_web::http::header::{self, HeaderMap, HeaderName};
use actix_web::{FromRequest, HttpRequest, web};
use std::future::{Ready, ready};
use url::{Origin, Url};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// What a request says about the site that caused it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Our own pages, or the person by typing an address.
    Ourselves,
    /// Another site, a sibling domain included.
    AnotherSite,
    /// Nothing: every browser of the last years says something on an unsafe method, so this is a program
    /// that keeps its own cookies, or a very old browser.
    Unsaid,
}

impl Cause {
    /// Reads the headers of a request.
    pub fn of(request: &HttpRequest, settings: &HttpSettings) -> Self {
        let headers = request.headers();
        if let Some(site) = headers.get(&SEC_FETCH_SITE) {
            return Self::ours_if(site == "same-origin" || site == "none");
        }
        let named = origin_in(headers, header::ORIGIN).or_else(|| origin_in(headers, header::REFERER));
        named.map_or(Self::Unsaid, |origin| Self::ours_if(origin.as_ref() == Some(settings.origin())))
    }

    fn ours_if(ours: bool) -> Self {
        if ours { Self::Ourselves } else { Self::AnotherSite }
    }
}

/// The origin that a header names: `None` without the header, `Some(None)` when it names none.
fn origin_in(headers: &HeaderMap, name: HeaderName) -> Option<Option<Origin>> {
    let value = headers.get(name)?;
    Some(value.to_str().ok().and_then(|text| Url::parse(text).ok()).map(|url| url.origin()))
}

/// Refuses an unsafe request of the JSON API that another site caused. Only for requests that are
/// authenticated by a cookie.
///
/// A request that says nothing passes: scripts may use the cookie (`curl -b hk_token=…`), and browsers
/// too old to say something still keep the cookie back by its `SameSite=Lax`.
///
/// # Errors
/// 403 `FORBIDDEN`.
pub fn guard_api(request: &HttpRequest, settings: &HttpSettings) -> Result<(), ApiError> {
    if request.method().is_safe() {
        return Ok(());
    }
    match Cause::of(request, settings) {
        Cause::Ourselves | Cause::Unsaid => Ok(()),
        Cause::AnotherSite => Err(refused()),
    }
}

/// Takes only requests to pages that our own pages caused. Add it to every handler of a form.
#[derive(Debug, Clone, Copy)]
pub struct FromOurPages(());

impl FromRequest for FromOurPages {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let cause = request
            .app_data::<web::Data<Services>>()
            .map_or(Cause::Unsaid, |services| Cause::of(request, services.settings()));
        ready(if cause == Cause::Ourselves { Ok(Self(())) } else { Err(refused()) })
    }
}

fn refused() -> ApiError {
    ApiError::forbidden("This request was caused by another site.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn the_most_telling_header_decides() {
        let settings = HttpSettings::new("https://id.example/".parse().unwrap(), Vec::new());
        let ours = Cause::Ourselves;
        let other = Cause::AnotherSite;
        for (headers, cause) in [
            (&[][..], Cause::Unsaid),
            (&[("Sec-Fetch-Site", "same-origin")], ours),
            (&[("Sec-Fetch-Site", "none")], ours),
            (&[("Sec-Fetch-Site", "same-site")], other),
            (&[("Sec-Fetch-Site", "cross-site")], other),
            (&[("Sec-Fetch-Site", "cross-site"), ("Origin", "https://id.example")], other),
            (&[("Origin", "https://id.example")], ours),
            (&[("Origin", "https://id.example:443")], ours),
            (&[("Origin", "http://id.example")], other),
            (&[("Origin", "https://id.example.evil.example")], other),
            (&[("Origin", "null")], other),
            (&[("Origin", "https://evil.example"), ("Referer", "https://id.example/")], other),
            (&[("Referer", "https://id.example/login?x=1")], ours),
            (&[("Referer", "https://evil.example/https://id.example/")], other),
        ] {
            let request =
                headers.iter().fold(TestRequest::post(), |request, pair| request.insert_header(*pair));
            assert_eq!(Cause::of(&request.to_http_request(), &settings), cause, "{headers:?}");
        }
    }
}
