use crate::{
    ApiToken, ApiTokenDigest, RefreshToken, RefreshTokenDigest, Rules, SessionCookie, SessionCookieDigest,
    SessionKind,
};
use hitkey_kernel::{Random, Timestamp};
use std::time::Duration;

/// The stored form of what opens a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionCredentials {
    /// For the API.
    Api(ApiDigests),
    /// For the pages. The cookie is good exactly as long as its session.
    Cookie(SessionCookieDigest),
}

/// The stored form of [`ApiCredentials`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiDigests {
    /// Of the API token.
    pub access: ApiTokenDigest,
    /// When the API token ends.
    pub access_expires_at: Timestamp,
    /// Of the refresh token.
    pub refresh: RefreshTokenDigest,
    /// When the refresh token ends, and with it the session.
    pub refresh_expires_at: Timestamp,
}

/// What the person gets, in clear, once: [`ApiCredentials`] or [`CookieCredentials`].
///
/// Whoever signs a person in says by this type which kind of session they want, and gets no other.
pub trait Credentials: Mint {}

/// An API token and its refresh token.
#[derive(Debug, Clone)]
pub struct ApiCredentials {
    /// The bearer token.
    pub access: ApiToken,
    /// Gets the next pair, once.
    pub refresh: RefreshToken,
    /// How long the bearer token lives from now.
    pub expires_in: Duration,
}

/// A cookie for the pages.
#[derive(Debug, Clone)]
pub struct CookieCredentials {
    /// The value of the cookie.
    pub cookie: SessionCookie,
    /// How long it lives from now unless it is used.
    pub expires_in: Duration,
}

impl Credentials for ApiCredentials {}
impl Credentials for CookieCredentials {}

pub(crate) mod sealed {
    use super::{Random, Rules, SessionCredentials, SessionKind, Timestamp};

    /// Fresh credentials in both forms.
    #[derive(Debug)]
    pub struct Minted<C> {
        /// For the person.
        pub shown: C,
        /// For the store.
        pub stored: SessionCredentials,
        /// When a session with these credentials ends by itself.
        pub expires_at: Timestamp,
    }

    /// Makes credentials of one kind.
    pub trait Mint: Sized + Send {
        /// The kind.
        const KIND: SessionKind;

        /// Makes fresh ones.
        fn mint(rules: &Rules, now: Timestamp, random: &dyn Random) -> Minted<Self>;
    }
}

use sealed::{Mint, Minted};

impl Mint for ApiCredentials {
    const KIND: SessionKind = SessionKind::Api;

    fn mint(rules: &Rules, now: Timestamp, random: &dyn Random) -> Minted<Self> {
        let (shown, digests) = Self::fresh(rules, now, random);
        let expires_at = digests.refresh_expires_at;
        Minted { shown, stored: SessionCredentials::Api(digests), expires_at }
    }
}

impl ApiCredentials {
    pub(crate) fn fresh(rules: &Rules, now: Timestamp, random: &dyn Random) -> (Self, ApiDigests) {
        let (access, refresh) = (ApiToken::generate(random), RefreshToken::generate(random));
        let digests = ApiDigests {
            access: access.digest(),
            access_expires_at: now + rules.api_token,
            refresh: refresh.digest(),
            refresh_expires_at: now + rules.refresh_token,
        };
        (Self { access, refresh, expires_in: rules.api_token }, digests)
    }
}

impl Mint for CookieCredentials {
    const KIND: SessionKind = SessionKind::Cookie;

    fn mint(rules: &Rules, now: Timestamp, random: &dyn Random) -> Minted<Self> {
        let cookie = SessionCookie::generate(random);
        let stored = SessionCredentials::Cookie(cookie.digest());
        let expires_in = rules.session_cookie;
        Minted { shown: Self { cookie, expires_in }, stored, expires_at: now + expires_in }
    }
}
