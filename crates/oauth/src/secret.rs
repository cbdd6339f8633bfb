//! The secrets this domain makes, each with the only form that is stored.

hitkey_kernel::define_secret! {
    /// What a confidential client proves itself by (RFC 6749 §2.3.1).
    ClientSecret, "hks_";
    /// The stored form of a [`ClientSecret`].
    ClientSecretDigest
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
