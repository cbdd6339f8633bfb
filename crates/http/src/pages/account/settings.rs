//! `/account/settings`: how the pages look. It is kept in the browser: it holds before the sign-in too.

use super::done;
use super::holder::{Answer, Holder, tell};
use crate::auth::export;
use crate::cookies;
use crate::pages::form::PageForm;
use crate::services::Services;
use actix_web::cookie::Cookie;
use actix_web::{HttpRequest, web};
use hitkey_kernel::Language;
use hitkey_pages::views::Settings;
use hitkey_pages::{Done, Section, Theme};
use serde::Deserialize;
use std::time::Duration;

/// Browsers keep no cookie for longer than 400 days (RFC 6265bis §5.5).
const KEPT: Duration = Duration::from_secs(400 * 86_400);

/// The fields of the form.
#[derive(Debug, Deserialize)]
pub(in crate::pages) struct Fields {
    #[serde(default)]
    language: String,
    #[serde(default)]
    theme: String,
}

/// `GET /account/settings`.
pub(in crate::pages) async fn get(holder: Holder, request: HttpRequest) -> Answer {
    let language = cookies::value(&request, cookies::LANGUAGE).and_then(|tag| Language::from_tag(&tag));
    let (frame, export_url) = (holder.visit.frame, export::PATH.to_owned());
    holder.show(&Settings { frame, language, export_url, done: done(&request) })
}

/// `POST /account/settings`. What the pages don't offer counts as no choice.
pub(in crate::pages) async fn post(
    _: Holder,
    PageForm(fields): PageForm<Fields>,
    services: web::Data<Services>,
) -> Answer {
    let language = Language::from_tag(&fields.language).map(Language::tag);
    let theme = Theme::from_word(&fields.theme).filter(|theme| *theme != Theme::Auto).map(Theme::word);
    let mut response = tell(Section::Settings, Done::Settings);
    for cookie in [choice(cookies::LANGUAGE, language, &services), choice(cookies::THEME, theme, &services)] {
        // Only what is no header value is refused, and a cookie that we make is one.
        let _ = response.add_cookie(&cookie);
    }
    Ok(response)
}

fn choice(name: &'static str, chosen: Option<&'static str>, services: &Services) -> Cookie<'static> {
    match chosen {
        Some(word) => cookies::keep(name, word, KEPT, services.settings()),
        None => cookies::forget(name, services.settings()),
    }
}
