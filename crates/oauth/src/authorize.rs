//! The authorization request, from what came in to what may be answered.
//!
//! `AuthorizeParams` → `RedirectableRequest` → [`ValidRequest`]: only after client and redirect URI match
//! may anything, even an error, be sent by redirect (RFC 6749 §4.1.2.1).

mod acr;
mod answer;
mod display;
mod error;
mod hints;
mod params;
mod prompt;
mod request;
mod response_mode;

pub use acr::AcrRequest;
pub use answer::{AnswerForm, AuthorizeAnswer, RedirectUrl};
pub use display::Display;
pub use error::{AuthorizeError, AuthorizeErrorCode, AuthorizeRefusal, ErrorRedirect, ShownError};
pub use hints::Hints;
pub use params::AuthorizeParams;
pub use prompt::{Prompt, PromptError};
pub(crate) use request::RedirectableRequest;
pub use request::ValidRequest;
pub use response_mode::ResponseMode;
