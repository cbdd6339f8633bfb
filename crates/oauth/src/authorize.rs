//! The authorization request, from what came in to what may be answered.
//!
//! `AuthorizeParams` → `RedirectableRequest` → [`ValidRequest`]: only after client and redirect URI match
//! may anything, even an error, be sent by redirect (RFC 6749 §4.1.2.1).

mod error;
mod params;
mod prompt;
mod redirect;
mod request;

pub use error::{AuthorizeError, AuthorizeErrorCode, AuthorizeRefusal, ErrorRedirect, ShownError};
pub use params::AuthorizeParams;
pub use prompt::{Prompt, PromptError};
pub use redirect::RedirectUrl;
pub(crate) use request::RedirectableRequest;
pub use request::ValidRequest;
