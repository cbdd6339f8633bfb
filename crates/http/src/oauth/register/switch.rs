use crate::error::{ApiError, Code};
use crate::openapi::{Draft, Takes};
use crate::services::Services;
use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use hitkey_oauth::service::DynamicClients;
use std::future::{Ready, ready};
use std::sync::Arc;

/// The use case, where clients may register themselves; elsewhere there is no such route.
pub struct Dynamic(pub Arc<DynamicClients>);

impl Dynamic {
    pub(super) fn of(request: &HttpRequest) -> Result<Self, ApiError> {
        let services = request.app_data::<Data<Services>>();
        let dynamic = services.and_then(|services| services.oauth.dynamic_clients.clone());
        dynamic.map(Self).ok_or_else(ApiError::not_found)
    }
}

impl FromRequest for Dynamic {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}

impl Takes for Dynamic {
    fn describe(draft: &mut Draft) {
        draft.fails(&[Code::NotFound]);
    }
}
