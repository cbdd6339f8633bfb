use super::error::PageError;
use super::visit::Visit;
use crate::csrf::FromOurPages;
use crate::error::{ApiError, Code};
use crate::extract::LARGEST_BODY;
use crate::openapi::{AuthorizeForm, Draft, LogoutForm, Takes};
use actix_web::dev::Payload;
use actix_web::error::UrlencodedError;
use actix_web::web::{Form, FormConfig, Query};
use actix_web::{FromRequest, HttpRequest};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::future::Future;
use std::pin::Pin;

type Reading<T> = Pin<Box<dyn Future<Output = Result<T, PageError>>>>;

/// Takes a form that our own page sent; any other is refused before it is read.
#[derive(Debug)]
pub(crate) struct PageForm<T>(pub(crate) T);

impl<T: DeserializeOwned + 'static> FromRequest for PageForm<T> {
    type Error = PageError;
    type Future = Reading<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let refused = |error| Visit::of(&request).error(error);
            FromOurPages::extract(&request).await.map_err(refused)?;
            read(&request, &mut payload).await.map(Self)
        })
    }
}

/// Takes a form from anywhere. What it asks for must be harmless.
#[derive(Debug)]
pub(super) struct AnyForm<T>(pub(super) T);

impl<T: DeserializeOwned + 'static> FromRequest for AnyForm<T> {
    type Error = PageError;
    type Future = Reading<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move { read(&request, &mut payload).await.map(Self) })
    }
}

/// For the authorization request that comes by form.
impl Takes for AnyForm<crate::extract::Pairs> {
    fn describe(draft: &mut Draft) {
        draft.body::<AuthorizeForm>(&["application/x-www-form-urlencoded"]);
    }
}

/// For the logout request that comes by form.
impl Takes for AnyForm<crate::extract::LogoutPairs> {
    fn describe(draft: &mut Draft) {
        draft.body::<LogoutForm>(&["application/x-www-form-urlencoded"]);
    }
}

/// A form that is nothing but a button.
#[derive(Debug, Deserialize)]
pub(super) struct Nothing {}

/// The query of a page. Links get old and mangled: what can't be read counts as absent.
pub(super) fn query<T: DeserializeOwned + Default>(request: &HttpRequest) -> T {
    Query::from_query(request.query_string()).map(Query::into_inner).unwrap_or_default()
}

/// How large a form may be.
pub(crate) fn limit() -> FormConfig {
    FormConfig::default().limit(LARGEST_BODY)
}

async fn read<T: DeserializeOwned + 'static>(
    request: &HttpRequest,
    payload: &mut Payload,
) -> Result<T, PageError> {
    let form = Form::<T>::from_request(request, payload).await;
    form.map(Form::into_inner).map_err(|error| Visit::of(request).error(unreadable(&error)))
}

fn unreadable(error: &actix_web::Error) -> ApiError {
    match error.as_error::<UrlencodedError>() {
        Some(UrlencodedError::Overflow { .. }) => {
            ApiError::new(Code::PayloadTooLarge, "The form has more than 64 KiB.")
        }
        _ => ApiError::new(Code::MalformedRequest, "The form can't be read."),
    }
}
