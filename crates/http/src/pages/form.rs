use super::error::PageError;
use super::visit::Visit;
use crate::csrf::FromOurPages;
use crate::error::ApiError;
use crate::extract::LARGEST_BODY;
use actix_web::dev::Payload;
use actix_web::error::UrlencodedError;
use actix_web::http::StatusCode;
use actix_web::web::{Form, FormConfig};
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;
use std::future::Future;
use std::pin::Pin;

/// Takes a form that our own page sent; any other is refused before it is read.
#[derive(Debug)]
pub(crate) struct PageForm<T>(pub(crate) T);

impl<T: DeserializeOwned + 'static> FromRequest for PageForm<T> {
    type Error = PageError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, PageError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let visit = Visit::of(&request);
            FromOurPages::extract(&request).await.map_err(|refused| visit.error(refused))?;
            let form = Form::<T>::from_request(&request, &mut payload).await;
            form.map(|form| Self(form.into_inner())).map_err(|error| visit.error(unreadable(&error)))
        })
    }
}

/// How large a form may be.
pub(super) fn limit() -> FormConfig {
    FormConfig::default().limit(LARGEST_BODY)
}

fn unreadable(error: &actix_web::Error) -> ApiError {
    match error.as_error::<UrlencodedError>() {
        Some(UrlencodedError::Overflow { .. }) => ApiError::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "PAYLOAD_TOO_LARGE",
            "The form has more than 64 KiB.",
        ),
        _ => ApiError::bad_request("MALFORMED_REQUEST", "The form can't be read."),
    }
}
