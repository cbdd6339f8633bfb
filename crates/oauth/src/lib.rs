//! OAuth 2 and OpenID Connect: clients, consent, authorization, grants, tokens, keys, discovery.
//!
//! This crate decides who may have which token, and what it says. [`service::Provider`] wires its use cases;
//! [`ports`] is what it needs from the world.
//!
//! It refuses to know people (they come through [`ports::Subjects`] and [`SignedInPerson`]), HTTP, a
//! database, a runtime and every cryptographic library: signing and sealing are ports too.
//!
//! - Load, decide, commit: a token exchange is one read, pure checks, signing, and one conditional write of
//!   which exactly one of any number of racing callers wins.
//! - Trust is a type: only a [`ValidRequest`] can be approved, and only an [`AuthorizeAnswer`]
//!   leaves with a browser. Both are made from registered redirect URIs only.
//! - An access token is a JWT (RFC 9068), but its grant is asked on every use here: what is revoked is dead at once.
//! - What discovery advertises is read from what is registered: add a [`service::GrantUnit`] and it appears.
//!
//! With the feature `testkit` there are stores in memory, mocks, fixtures and the contract suites that every
//! adapter has to pass. `examples/embed.rs` walks through a whole code flow without HTTP.
//!
//! ```
//! # #[cfg(feature = "testkit")]
//! # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
//! use hitkey_oauth::AuthorizeParams;
//! use hitkey_oauth::testkit::fixtures::{CALLBACK, World, query_value};
//!
//! let world = World::open().await; // everything in memory
//! let (app, ann) = (world.client("client_secret_basic").await, world.person());
//!
//! // A browser brings the request of the app; Ann is signed in and says yes.
//! let params = AuthorizeParams::from_pairs(app.request("openid profile"));
//! let request = world.provider.authorization.check(&params).await?;
//! assert!(world.provider.authorization.needs_consent(&request, ann.user).await?);
//! let answer = world.provider.authorization.approve(&request, &ann).await?;
//! let url = answer.redirect_url().unwrap();
//! assert!(url.starts_with(CALLBACK));
//!
//! // The app redeems the code and asks who Ann is.
//! let code = query_value(url, "code").unwrap();
//! let tokens = world.redeem(&app, &code).await?;
//! let told = world.provider.user_info.tell(tokens.access_token.expose()).await?;
//! assert_eq!(told.sub, ann.user.to_string());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod authorize;
mod claims;
mod client;
mod client_jwt;
mod consent;
mod device;
mod event;
mod grant;
mod issuer;
mod jws;
mod key_set;
mod lifetimes;
mod logout;
mod opaque;
mod outbound_url;
mod pkce;
pub mod ports;
mod redirect_uri;
mod registration;
mod resource;
mod scope;
mod secret;
pub mod service;
mod sign_in;
mod signing;
mod subject;
#[cfg(feature = "testkit")]
pub mod testkit;

pub use authorize::{
    AcrRequest, AnswerForm, AuthorizeAnswer, AuthorizeError, AuthorizeErrorCode, AuthorizeParams,
    AuthorizeRefusal, Display, ErrorRedirect, Hints, Prompt, PromptError, RedirectUrl, ResponseMode,
    ShownError, ValidRequest,
};
pub use claims::{
    AccessTokenClaims, Claim, ClaimSet, ClaimsRequest, ClaimsRequestError, IdTokenClaims, PersonClaims,
    ProjectClaims, RequestedClaims, TokenAudience, UserInfoClaims,
};
pub use client::{
    ApplicationType, AuthMethod, Client, ClientAlg, ClientAuthentication, ClientKeys, ClientName,
    ClientNameError, ClientOwner, GrantKind, JwkSet, JwkSetError, KeySource, LogoutChannel, LogoutSettings,
    PostLogoutRedirectUris, RedirectUris, RedirectUrisError, RequestSettings, SecretTransport, Sector,
    SubjectType, TokenLifetimes, TokenSettings, TooManyUris,
};
pub use consent::{AllowedApp, Consent};
pub use device::{DeviceRequest, DeviceState, UserCode, UserCodeDigest, WaitingDevice};
pub use event::{ClientField, Event, ResourceField};
pub use grant::{Grant, GrantState};
pub use issuer::{Issuer, IssuerError};
pub use lifetimes::{KeySchedule, Lifetimes};
pub use logout::{
    FrontChannelUrl, IdTokenHint, LogoutError, LogoutEvents, LogoutParams, LogoutRequest, LogoutTokenClaims,
    PostLogoutUrl,
};
pub use opaque::{Nonce, State, TooLong};
pub use outbound_url::{OutboundUrl, OutboundUrlError};
pub use pkce::{CodeChallenge, CodeVerifier, PkceError};
pub use redirect_uri::{RedirectUri, RedirectUriError};
pub use registration::{InitialAccess, RegistrationPolicy};
pub use resource::{Aim, Resource, ResourceUri, ResourceUriError, Target};
pub use scope::{Scope, ScopeSet};
pub use secret::{
    AuthorizationCode, AuthorizationCodeDigest, ClientSecret, ClientSecretDigest, DeviceCode,
    DeviceCodeDigest, InitialAccessToken, InitialAccessTokenDigest, OAuthRefreshToken,
    OAuthRefreshTokenDigest, RegistrationToken, RegistrationTokenDigest, RequestUri, RequestUriDigest,
};
pub use sign_in::{Acr, Amr, SignIn, SignedInPerson};
pub use signing::{KeyId, PublicJwk, PublicJwkError, SigningAlg, StoredKey};
pub use subject::{
    LiveSubject, SubjectAddress, SubjectDetails, SubjectEmail, SubjectProfile, SubjectProject,
};
