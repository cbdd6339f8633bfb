use super::visit::{Visit, as_page};
use crate::edge::page_policy;
use crate::error::{ApiError, retry_after_seconds};
use crate::openapi::{Draft, Header, Replies};
use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::{HttpResponse, ResponseError};
use hitkey_pages::View as _;
use hitkey_pages::views::{ErrorPage, Trouble};
use std::fmt;

/// A failure that a person in front of a browser is told about.
#[derive(Debug)]
pub(crate) struct PageError(Box<Failure>);

#[derive(Debug)]
struct Failure {
    visit: Visit,
    cause: ApiError,
    trouble: Trouble,
    detail: Option<String>,
}

impl PageError {
    /// Chooses the words by the status of the cause.
    pub(super) fn new(visit: Visit, cause: ApiError) -> Self {
        let trouble = match cause.status() {
            StatusCode::FORBIDDEN => Trouble::Forged,
            StatusCode::NOT_FOUND => Trouble::NotFound,
            StatusCode::TOO_MANY_REQUESTS => Trouble::TooMany,
            StatusCode::SERVICE_UNAVAILABLE => Trouble::Busy,
            status if status.is_server_error() => Trouble::Internal,
            _ => Trouble::BadRequest,
        };
        Self(Box::new(Failure { visit, cause, trouble, detail: None }))
    }

    /// Says precisely what happened, with a sentence for the developer of the app that caused it.
    pub(super) fn told_as(mut self, trouble: Trouble, detail: impl Into<String>) -> Self {
        self.0.trouble = trouble;
        self.0.detail = Some(detail.into());
        self
    }

    fn page(&self) -> ErrorPage {
        let Failure { visit, trouble, detail, .. } = &*self.0;
        ErrorPage {
            frame: visit.frame,
            trouble: *trouble,
            detail: detail.clone(),
            request_id: visit.request_id.clone(),
        }
    }
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.cause.fmt(f)
    }
}

impl ResponseError for PageError {
    fn status_code(&self) -> StatusCode {
        self.0.cause.status()
    }

    fn error_response(&self) -> HttpResponse<BoxBody> {
        self.0.cause.report();
        let mut response = HttpResponse::build(self.0.cause.status());
        response.insert_header((header::CONTENT_SECURITY_POLICY, page_policy(None)));
        if let Some(wait) = self.0.cause.retry_after() {
            response.insert_header((header::RETRY_AFTER, retry_after_seconds(wait)));
        }
        as_page(&mut response).body(self.page().html().unwrap_or_default())
    }
}

/// A page, a redirect, or an error page.
impl Replies for Result<HttpResponse, PageError> {
    fn describe(draft: &mut Draft) {
        draft.answers_empty(303);
        draft.header(303, Header::Location);
        for status in [200, 400, 403, 413, 429, 500, 503] {
            draft.answers_page(status);
        }
    }
}
