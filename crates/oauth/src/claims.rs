//! What tokens and userinfo say. Pure functions: grant in, claims out.

mod access_token;
mod audience;
mod claim;
mod id_token;
mod known_as;
mod person;
mod request;
mod user_info;

pub use access_token::AccessTokenClaims;
pub(crate) use access_token::{Bounds, access_token_claims, client_token_claims};
pub use audience::TokenAudience;
pub use claim::{Claim, ClaimSet};
pub use id_token::IdTokenClaims;
pub(crate) use id_token::{IdTokenFacts, id_token_claims};
pub(crate) use known_as::KnownAs;
pub use person::{PersonClaims, ProjectClaims};
pub use request::{ClaimsRequest, ClaimsRequestError, RequestedClaims};
pub use user_info::UserInfoClaims;
pub(crate) use user_info::user_info_claims;

/// What tokens and userinfo say beside what is claimed of the person.
const OF_TOKENS: [&str; 12] =
    ["iss", "sub", "id", "aud", "exp", "iat", "auth_time", "nonce", "at_hash", "sid", "acr", "amr"];

/// Every claim that an id_token or userinfo may carry, for discovery.
pub(crate) fn supported() -> Vec<&'static str> {
    OF_TOKENS.into_iter().chain(Claim::ALL.map(Claim::as_str)).collect()
}
