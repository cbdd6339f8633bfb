use super::{Person, Whence};
use crate::error::ApiError;
use crate::openapi::{Draft, Takes};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use hitkey_kernel::Actor;
use std::future::Future;
use std::pin::Pin;

/// Whoever is signed in, in person, and from where: for what is kept of what they do. Refuses as [`Person`] does.
#[derive(Debug, Clone)]
pub struct Acting(pub Actor);

impl FromRequest for Acting {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (person, whence) = (Person::from_request(request, payload), Whence::of(request));
        Box::pin(async move {
            let person = person.await?;
            Ok(Self(person.actor(whence)))
        })
    }
}

impl Takes for Acting {
    fn describe(draft: &mut Draft) {
        Person::describe(draft);
        Whence::describe(draft);
    }
}
