use super::Draft;
use crate::error::{ApiError, Code, OAuthError, OAuthErrorCode};
use actix_web::Either;

/// What the result of a handler says about its answers.
pub trait Replies {
    /// Adds it to the description.
    fn describe(draft: &mut Draft);
}

impl<R: Replies> Replies for Result<R, ApiError> {
    fn describe(draft: &mut Draft) {
        R::describe(draft);
        draft.fails(&[Code::InternalError, Code::Overloaded]);
    }
}

impl<R: Replies> Replies for Result<R, OAuthError> {
    fn describe(draft: &mut Draft) {
        R::describe(draft);
        draft.refuses(&[OAuthErrorCode::ServerError, OAuthErrorCode::TemporarilyUnavailable]);
    }
}

impl<L: Replies, R: Replies> Replies for Either<L, R> {
    fn describe(draft: &mut Draft) {
        L::describe(draft);
        R::describe(draft);
    }
}
