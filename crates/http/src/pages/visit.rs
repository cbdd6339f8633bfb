use super::error::PageError;
use super::local_path::LocalPath;
use super::{problems, purpose};
use crate::cookies;
use crate::edge::{RequestId, page_policy};
use crate::error::ApiError;
use crate::extract::{Spoken, Whence};
use crate::openapi::{Draft, Takes};
use crate::services::Services;
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, ContentType, HeaderValue};
use actix_web::{FromRequest, HttpMessage as _, HttpRequest, HttpResponse, HttpResponseBuilder, web};
use hitkey_kernel::{BoxError, Language, Origin};
use hitkey_pages::{Frame, Problems, Theme, View};
use std::convert::Infallible;
use std::future::{Ready, ready};
use url::Url;

/// What every page needs to know of the request it answers.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    /// The frame of the page.
    pub(crate) frame: Frame,
    /// How the request is named in the log.
    pub(crate) request_id: String,
}

impl Visit {
    /// Reads it off a request.
    pub(crate) fn of(request: &HttpRequest) -> Self {
        let services = request.app_data::<web::Data<Services>>();
        let dev_mailbox = services.is_some_and(|services| services.dev_mailbox().is_some());
        let id = request.extensions().get::<RequestId>().map(|id| id.as_str().to_owned());
        Self {
            frame: Frame { language: Spoken::of(request).0, theme: theme(request), dev_mailbox },
            request_id: id.unwrap_or_default(),
        }
    }

    /// The same visit, told in this language, if one is wanted.
    pub(super) fn in_language(mut self, wanted: Option<Language>) -> Self {
        self.frame.language = wanted.unwrap_or(self.frame.language);
        self
    }

    /// The same visit on the way to `path`: in the language that an app asks for, whose request lies there.
    pub(super) fn on_the_way_to(self, path: &LocalPath) -> Self {
        self.in_language(purpose::language(path))
    }

    /// Where the visitor comes from. The mails that come of the visit are in the language of its pages.
    pub(super) fn origin(&self, Whence(mut origin): Whence) -> Origin {
        origin.language = self.frame.language;
        origin
    }

    /// A page, with 200.
    pub(crate) fn show(&self, view: &impl View) -> Result<HttpResponse, PageError> {
        self.show_as(StatusCode::OK, view, None)
    }

    /// A page whose forms may lead on to `redirect` as well (see [`page_policy`]).
    pub(crate) fn show_as(
        &self,
        status: StatusCode,
        view: &impl View,
        redirect: Option<&Url>,
    ) -> Result<HttpResponse, PageError> {
        let mut response = self.show_under(page_policy(redirect), view)?;
        *response.status_mut() = status;
        Ok(response)
    }

    /// A page under a policy of its own, with 200.
    pub(super) fn show_under(
        &self,
        policy: HeaderValue,
        view: &impl View,
    ) -> Result<HttpResponse, PageError> {
        let html = view.html().map_err(|error| self.internal(error))?;
        let mut response = HttpResponse::Ok();
        response.insert_header((header::CONTENT_SECURITY_POLICY, policy));
        Ok(as_page(&mut response).body(html))
    }

    /// A page with a form. When the form comes again with problems, status and `Retry-After` tell them
    /// to programs too; `redirect` is as for [`show_as`](Self::show_as).
    pub(super) fn show_form(
        &self,
        view: &impl View,
        problems: &Problems,
        redirect: Option<&Url>,
    ) -> Result<HttpResponse, PageError> {
        let mut response = self.show_as(problems::status(problems), view, redirect)?;
        if let Some(seconds) = problems::retry_after(problems) {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        Ok(response)
    }

    /// The error page for a fault of ours.
    pub(super) fn internal(&self, cause: impl Into<BoxError>) -> PageError {
        self.error(ApiError::internal(cause))
    }

    /// The error page for whatever went wrong.
    pub(crate) fn error(&self, cause: impl Into<ApiError>) -> PageError {
        PageError::new(self.clone(), cause.into())
    }
}

/// The theme that was chosen on the settings page.
fn theme(request: &HttpRequest) -> Theme {
    let chosen = cookies::value(request, cookies::THEME);
    chosen.and_then(|word| Theme::from_word(&word)).unwrap_or_default()
}

/// The headers of a page. `strict-origin` keeps the `Origin` of our own forms intact, which `no-referrer`
/// would blank, and tells nobody the path or query, where a mailed token may stand.
pub(super) fn as_page(response: &mut HttpResponseBuilder) -> &mut HttpResponseBuilder {
    response
        .insert_header(ContentType::html())
        .insert_header((header::REFERRER_POLICY, "strict-origin"))
        .insert_header((header::CACHE_CONTROL, "no-store"))
}

impl FromRequest for Visit {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of(request)))
    }
}

/// Sends the browser on to a local path or an absolute URL by GET, whatever brought it here (303,
/// RFC 9110 §15.4.4).
pub(super) fn see_other(location: &str) -> HttpResponseBuilder {
    let mut response = HttpResponse::SeeOther();
    response.insert_header((header::LOCATION, location));
    response
}

impl Takes for Visit {
    fn describe(_: &mut Draft) {}
}
