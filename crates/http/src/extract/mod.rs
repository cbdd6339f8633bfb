//! What handlers take from a request: parsed, checked, and refused in the right dialect when it is not.

mod acting;
mod authorization;
mod authorization_request;
mod body;
mod caller;
mod client_address;
mod json;
mod language;
mod oauth_form;
mod origin;
mod paging;
mod path_id;
mod path_slug;
mod path_token;
mod query_of;

pub use acting::Acting;
pub(crate) use authorization::after_bearer;
pub use authorization::bearer_token;
pub use authorization_request::AuthorizationRequest;
pub use body::LARGEST_BODY;
pub(crate) use caller::Renewal;
pub use caller::{Caller, TokenCaller, Visitor, signed_in_person};
pub use client_address::ClientAddress;
pub(crate) use json::given;
pub use json::{Check, Json};
pub use language::Spoken;
pub(crate) use oauth_form::describe_refusals;
pub use oauth_form::{FromPairs, OAuthForm, Pairs};
pub use origin::Whence;
pub use paging::Paging;
pub use path_id::PathId;
pub use path_slug::PathSlug;
pub use path_token::PathToken;
pub use query_of::QueryOf;
