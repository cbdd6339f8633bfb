//! What handlers take from a request: parsed, checked, and refused in the right dialect when it is not.

mod authorization;
mod body;
mod client_address;
mod json;
mod language;
mod oauth_form;
mod origin;
mod path_id;

pub use authorization::{BasicCredentials, BasicError, bearer_token};
pub use body::LARGEST_BODY;
pub use client_address::ClientAddress;
pub use json::{Check, Json};
pub use language::Spoken;
pub use oauth_form::{OAuthForm, OAuthParams};
pub use origin::Whence;
pub use path_id::PathId;
