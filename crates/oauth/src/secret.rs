//! The secrets this domain makes, each with the only form that is stored.

use hitkey_kernel::Random;

hitkey_kernel::define_secret! {
    /// What a confidential client proves itself by (RFC 6749 §2.3.1).
    ClientSecret, "hks_";
    /// The stored form of a [`ClientSecret`].
    ClientSecretDigest
}

impl ClientSecret {
    /// A secret that is long enough for every MAC: the key must not be shorter than the hash (RFC 7518 §3.2).
    pub(crate) fn generate_for_mac(random: &dyn Random) -> Self {
        let [first, second] = [(); 2].map(|()| Self::generate(random));
        Self::parse(&format!("{}{}", first.expose(), second.expose()))
    }
}

hitkey_kernel::define_secret! {
    /// An authorization code (RFC 6749 §1.3.1): good once, for ten minutes.
    AuthorizationCode, "";
    /// The stored form of an [`AuthorizationCode`].
    AuthorizationCodeDigest
}

hitkey_kernel::define_secret! {
    /// A refresh token (RFC 6749 §1.5).
    OAuthRefreshToken, "";
    /// The stored form of an [`OAuthRefreshToken`].
    OAuthRefreshTokenDigest
}

hitkey_kernel::define_secret! {
    /// Lets whoever holds it register clients by themselves (RFC 7591 §3).
    InitialAccessToken, "hki_";
    /// The stored form of an [`InitialAccessToken`].
    InitialAccessTokenDigest
}

hitkey_kernel::define_secret! {
    /// Lets whoever holds it manage the one client that it came with (RFC 7592 §3).
    RegistrationToken, "hkr_";
    /// The stored form of a [`RegistrationToken`].
    RegistrationTokenDigest
}

hitkey_kernel::define_secret! {
    /// Stands for a pushed authorization request (RFC 9126 §2.2).
    RequestUri, "urn:ietf:params:oauth:request_uri:";
    /// The stored form of a [`RequestUri`].
    RequestUriDigest
}

impl RequestUri {
    /// Whether a `request_uri` could be one of ours.
    pub fn is_one(text: &str) -> bool {
        text.starts_with("urn:ietf:params:oauth:request_uri:")
    }
}

hitkey_kernel::define_secret! {
    /// What a device polls with (RFC 8628 §3.2).
    DeviceCode, "";
    /// The stored form of a [`DeviceCode`].
    DeviceCodeDigest
}
