use super::{TooManyRequests, count_stranger};
use crate::error::ApiError;
use crate::pages::Visit;
use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{Error, HttpRequest, HttpResponse, ResponseError as _};

/// How an endpoint refuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// As JSON of the HitKey API.
    Api,
    /// As a page.
    Page,
}

/// Lets in what changes nothing, and of the rest as much as strangers from one network may send. For endpoints at
/// which nobody shows who they are, whatever else they show.
pub(crate) async fn admit_strangers(
    dialect: Dialect,
    request: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if request.method().is_safe() {
        return next.call(request).await;
    }
    match count_stranger(request.request()) {
        Ok(()) => next.call(request).await,
        Err(refusal) => {
            let answer = dialect.refuse(request.request(), refusal);
            Ok(request.into_response(answer))
        }
    }
}

impl Dialect {
    fn refuse(self, request: &HttpRequest, refusal: TooManyRequests) -> HttpResponse {
        let error = ApiError::from(refusal);
        match self {
            Self::Api => error.error_response(),
            Self::Page => Visit::of(request).error(error).error_response(),
        }
    }
}
