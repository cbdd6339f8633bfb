//! OAuth 2 and OpenID Connect: clients, consent, authorization, grants, tokens, keys, discovery.

mod authorize;
mod claims;
mod client;
mod consent;
mod grant;
mod issuer;
mod jws;
mod key_set;
mod lifetimes;
mod opaque;
mod pkce;
pub mod ports;
mod redirect_uri;
mod scope;
mod secret;
pub mod service;
mod sign_in;
mod signing;
mod subject;
#[cfg(feature = "testkit")]
pub mod testkit;

pub use authorize::{
    AuthorizeError, AuthorizeErrorCode, AuthorizeParams, AuthorizeRefusal, ErrorRedirect, Prompt,
    PromptError, RedirectUrl, ShownError, ValidRequest,
};
pub use claims::{AccessTokenClaims, EmailClaims, IdTokenClaims, ProfileClaims, UserInfoClaims};
pub use client::{
    AuthMethod, Client, ClientAuthentication, ClientName, ClientNameError, ClientOwner, GrantKind,
    RedirectUris, RedirectUrisError, SecretTransport,
};
pub use consent::{AllowedApp, Consent};
pub use grant::{Grant, GrantState};
pub use issuer::{Issuer, IssuerError};
pub use lifetimes::{KeySchedule, Lifetimes};
pub use opaque::{Nonce, State, TooLong};
pub use pkce::{CodeChallenge, CodeVerifier, PkceError};
pub use redirect_uri::{RedirectUri, RedirectUriError};
pub use scope::{Scope, ScopeSet};
pub use secret::{
    AuthorizationCode, AuthorizationCodeDigest, ClientSecret, ClientSecretDigest, OAuthRefreshToken,
    OAuthRefreshTokenDigest,
};
pub use sign_in::{Amr, SignIn, SignedInPerson};
pub use signing::{KeyId, PublicJwk, PublicJwkError, SigningAlg, StoredKey};
pub use subject::{LiveSubject, SubjectEmail, SubjectProfile};
