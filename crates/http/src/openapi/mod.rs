//! The description of the API (OpenAPI 3.1), made from what is registered.
//!
//! Most of an operation is told by the types of its handler: each argument [`Takes`] something of the request
//! (parameters, body, credentials) and knows how that is refused, the result [`Replies`] with a status and a body.
//! What types can't tell stands beside the handler in an [`About`]: a name, a sentence, the codes that the use case
//! fails with, and where to go from its answer. A handler of the API can't be registered without one.

mod about;
mod document;
mod draft;
mod failures;
mod headers;
mod replies;
mod shapes;
mod takes;
mod words;

pub use about::{About, Link};
pub use document::describe;
pub(crate) use document::document;
pub use draft::{Credential, Draft};
pub use headers::Header;
pub use replies::Replies;
pub(crate) use shapes::{
    AuthorizeForm, AuthorizeQuery, Description, DeviceAuthorizationRequest, Introspection, KeySet,
    LogoutForm, LogoutQuery, Metadata, PresentedTokenRequest, PushRequest, TokenRequest, UserInfo,
    UserInfoRequest,
};
pub use takes::Takes;
pub(crate) use words::{
    AssertionAlg, ClientAuth, GivenRole, GrantType, Id, IdTokenAlg, Instant, InviteTokenText, KnownBy,
    MemberRole, Order, RequestObjectAlg, SlugText,
};

use crate::document::Kept;
use crate::endpoint::{Endpoint, Routes};
use crate::services::Services;
use actix_web::HttpRequest;
use actix_web::web::Data;

/// Adds the route of the description itself.
pub(crate) fn configure(routes: &mut Routes) {
    Endpoint::at("/swagger.json").get(get, GET).register(routes);
}

const GET: About = About::new("readDescription", "Read this description.");

/// `GET /swagger.json`
pub async fn get(request: HttpRequest, services: Data<Services>) -> Kept<Description> {
    Kept::of(services.openapi(), &request)
}
