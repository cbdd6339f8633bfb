use super::QueryOf;
use crate::error::{ApiError, Checks};
use crate::openapi::{Draft, Header, Takes};
use crate::reply::Reply;
use crate::services::Services;
use actix_web::dev::Payload;
use actix_web::http::header::{HeaderValue, LINK};
use actix_web::{FromRequest, HttpRequest, web};
use hitkey_kernel::{Cursor, Page, PageLimit, PageRequest};
use serde::{Deserialize, Serialize};
use std::future::{Ready, ready};
use url::Url;
use utoipa::IntoParams;

/// Takes `?limit=` and `?cursor=`: which part of a list is wanted.
///
/// Refusals: 422 when one of them is not what it may be, with rule `range` and `cursor`; 400
/// `MALFORMED_REQUEST` when one is repeated.
#[derive(Debug, Clone)]
pub struct Paging {
    /// The part.
    pub request: PageRequest,
    /// What was asked, as browsers reach it.
    url: Url,
}

/// `?limit=&cursor=`
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Parameters {
    /// How many items at most.
    #[param(value_type = Option<u32>, nullable = false, minimum = 1, maximum = 500, default = 100)]
    limit: Option<String>,
    /// Where the last page ended: as the `Link` of its answer has it.
    #[param(nullable = false)]
    cursor: Option<String>,
}

impl Paging {
    /// Shows the items of a page, with `Link: <…>; rel="next"` (RFC 8288) when more follow.
    pub fn answer<'a, T, V: Serialize>(
        &self,
        page: &'a Page<T>,
        view: impl FnMut(&'a T) -> V,
    ) -> Reply<Vec<V>> {
        let reply = Reply::of(page.items.iter().map(view).collect());
        match page.next.and_then(|next| self.link(next)) {
            Some(link) => reply.with_header(LINK, link),
            None => reply,
        }
    }

    /// The URL that was asked, but behind this place. What else was asked stays.
    fn link(&self, next: Cursor) -> Option<HeaderValue> {
        let mut url = self.url.clone();
        let others = self.url.query_pairs().filter(|(name, _)| name != "limit" && name != "cursor");
        url.query_pairs_mut()
            .clear()
            .extend_pairs(others)
            .append_pair("limit", &self.request.limit.get().to_string())
            .append_pair("cursor", &next.to_string());
        HeaderValue::from_str(&format!("<{url}>; rel=\"next\"")).ok()
    }
}

impl FromRequest for Paging {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let read = QueryOf::<Parameters>::from_request(request, payload).into_inner();
        let wanted = read.and_then(|QueryOf(parameters)| parameters.check());
        ready(wanted.and_then(|wanted| Ok(Self { request: wanted, url: url(request)? })))
    }
}

impl Parameters {
    fn check(self) -> Result<PageRequest, ApiError> {
        let mut checks = Checks::default();
        let limit = self.limit.map_or(Some(PageLimit::default()), |text| PageLimit::parse(&text).ok());
        if limit.is_none() {
            checks.fail("limit", "range", "The limit field must be a number from 1 to 500.");
        }
        let after = self.cursor.map(|text| Cursor::parse(&text).ok());
        if after == Some(None) {
            checks.fail("cursor", "cursor", "The cursor field must be the one of a Link header.");
        }
        checks.finish(limit.map(|limit| PageRequest { limit, after: after.flatten() }))
    }
}

fn url(request: &HttpRequest) -> Result<Url, ApiError> {
    let services = request.app_data::<web::Data<Services>>();
    let services = services.ok_or_else(|| ApiError::internal("the services are not wired"))?;
    let mut url = services.settings().public_url().clone();
    url.set_path(request.uri().path());
    url.set_query(request.uri().query());
    Ok(url)
}

impl Takes for Paging {
    fn describe(draft: &mut Draft) {
        QueryOf::<Parameters>::describe(draft);
        draft.fails_by_fields();
        draft.header(200, Header::Link);
    }
}
