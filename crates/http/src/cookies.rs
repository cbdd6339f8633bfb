//! The cookies we set, and how they are kept.
//!
//! All are `HttpOnly`, `SameSite=Lax`, for the whole site, and `Secure` when the site is reached by https.
//! `Lax` and not `Strict`: a person who comes from an application to sign in must be recognised.

use crate::settings::HttpSettings;
use actix_web::HttpRequest;
use actix_web::cookie::time::Duration as CookieDuration;
use actix_web::cookie::{Cookie, SameSite};
use std::time::Duration;

/// Holds the session of a browser.
pub const SESSION: &str = "hk_token";
/// Holds the proof that the person verified the address they are registering.
pub const REGISTRATION: &str = "hk_registration";
/// Holds the language that a person chose for their browser.
pub const LANGUAGE: &str = "hk_language";
/// Holds the theme that a person chose for their browser.
pub const THEME: &str = "hk_theme";

/// A cookie that lives for `lifetime`.
pub fn keep(name: &'static str, value: &str, lifetime: Duration, settings: &HttpSettings) -> Cookie<'static> {
    let seconds = i64::try_from(lifetime.as_secs()).unwrap_or(i64::MAX);
    build(name, value.to_owned(), CookieDuration::seconds(seconds), settings)
}

/// The cookie that makes a browser forget `name`.
pub fn forget(name: &'static str, settings: &HttpSettings) -> Cookie<'static> {
    build(name, String::new(), CookieDuration::ZERO, settings)
}

/// The value of a cookie that came with the request; an empty one counts as absent.
pub fn value(request: &HttpRequest, name: &str) -> Option<String> {
    request.cookie(name).map(|cookie| cookie.value().to_owned()).filter(|value| !value.is_empty())
}

fn build(name: &'static str, value: String, age: CookieDuration, settings: &HttpSettings) -> Cookie<'static> {
    Cookie::build(name, value)
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(settings.is_https())
        .max_age(age)
        .finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_closed_to_scripts_and_secure_on_https() {
        for (url, secure) in [("https://id.example", true), ("http://localhost:8080", false)] {
            let settings = HttpSettings::new(url.parse().unwrap(), Vec::new());
            let text = keep(SESSION, "x", Duration::from_secs(60), &settings).to_string();
            let wanted = "hk_token=x; HttpOnly; SameSite=Lax";
            assert!(
                text.starts_with(wanted) && text.contains("Max-Age=60") && text.contains("Path=/"),
                "{text}"
            );
            assert_eq!(text.contains("Secure"), secure, "{text}");
        }
    }

    #[test]
    fn forgetting_expires_the_cookie() {
        let settings = HttpSettings::new("https://id.example".parse().unwrap(), Vec::new());
        assert!(forget(SESSION, &settings).to_string().contains("Max-Age=0"));
    }
}
