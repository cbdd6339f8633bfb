//! What tokens and userinfo say. Pure functions: grant in, claims out.

mod access_token;
mod id_token;
mod user_info;

pub use access_token::AccessTokenClaims;
pub(crate) use access_token::{access_token_claims, client_token_claims};
pub use id_token::IdTokenClaims;
pub(crate) use id_token::{IdTokenFacts, id_token_claims};
pub(crate) use user_info::user_info_claims;
pub use user_info::{EmailClaims, ProfileClaims, ProjectClaims, UserInfoClaims};

/// Every claim that an id_token or userinfo may carry, for discovery.
pub(crate) const SUPPORTED: [&str; 23] = [
    "iss",
    "sub",
    "id",
    "aud",
    "exp",
    "iat",
    "auth_time",
    "nonce",
    "at_hash",
    "sid",
    "acr",
    "amr",
    "name",
    "given_name",
    "family_name",
    "display_name",
    "preferred_username",
    "native_script",
    "preferred_order",
    "updated_at",
    "email",
    "email_verified",
    "project",
];
