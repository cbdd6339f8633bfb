use crate::error::{ApiError, Code};
use crate::openapi::{Draft, SlugText, Takes};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use hitkey_projects::Slug;
use std::future::{Ready, ready};

/// Takes the `{slug}` of the path. Text that is no slug names no project: 404.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathSlug(pub Slug);

impl FromRequest for PathSlug {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let slug = request.match_info().get("slug").and_then(|text| Slug::parse(text).ok());
        ready(slug.map(Self).ok_or_else(ApiError::not_found))
    }
}

impl Takes for PathSlug {
    fn describe(draft: &mut Draft) {
        draft.path::<SlugText>("slug");
        draft.fails(&[Code::NotFound]);
    }
}
