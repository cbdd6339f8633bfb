use crate::error::{ApiError, Code};
use crate::openapi::{Draft, InviteTokenText, Takes};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use hitkey_projects::InviteToken;
use std::future::{Ready, ready};

/// Takes the `{token}` of an invite from the path. Any text may be one.
#[derive(Debug, Clone)]
pub struct PathToken(pub InviteToken);

impl FromRequest for PathToken {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let token = request.match_info().get("token").map(InviteToken::parse);
        ready(token.map(Self).ok_or_else(ApiError::not_found))
    }
}

impl Takes for PathToken {
    fn describe(draft: &mut Draft) {
        draft.path::<InviteTokenText>("token");
        draft.fails(&[Code::NotFound]);
    }
}
