//! The token endpoint (RFC 6749 §3.2): one unit per grant type.

mod answer;
mod client_authentication;
mod client_credentials;
mod code_grant;
mod device_grant;
mod error;
mod minter;
mod params;
mod refresh_grant;
mod succession;
mod unit;

pub use answer::TokenAnswer;
pub use client_authentication::PresentedClient;
pub use client_credentials::ClientCredentials;
pub use code_grant::CodeGrant;
pub use device_grant::DeviceGrant;
pub use error::{TokenError, TokenErrorCode, TokenRefusal};
pub use minter::{MintError, Minter};
pub use params::TokenParams;
pub use refresh_grant::RefreshGrant;
pub use unit::{GrantUnit, TokenRequest, Tokens};
