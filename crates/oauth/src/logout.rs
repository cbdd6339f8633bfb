//! Signing out at the request of a client, and telling clients of it (OpenID Connect RP-Initiated, Back-Channel and
//! Front-Channel Logout 1.0).

mod front_channel;
mod hint;
mod params;
mod request;
mod token;

pub use front_channel::FrontChannelUrl;
pub use hint::IdTokenHint;
pub use params::LogoutParams;
pub use request::{LogoutError, LogoutRequest, PostLogoutUrl};
pub use token::{LogoutEvents, LogoutTokenClaims};
