use hitkey_kernel::define_secret;

define_secret! {
    /// A bearer token for HitKey's own API.
    ApiToken, "hitkey_";
    /// The stored form of an [`ApiToken`].
    ApiTokenDigest
}

define_secret! {
    /// Gets the next [`ApiToken`] of a session; good for one use.
    RefreshToken, "";
    /// The stored form of a [`RefreshToken`].
    RefreshTokenDigest
}

define_secret! {
    /// Carries a session of the pages.
    SessionCookie, "";
    /// The stored form of a [`SessionCookie`].
    SessionCookieDigest
}

define_secret! {
    /// Proves that its holder entered the code mailed to an address.
    RegistrationToken, "";
    /// The stored form of a [`RegistrationToken`].
    RegistrationTokenDigest
}

define_secret! {
    /// Stands for a right password while the second factor is awaited.
    ChallengeToken, "";
    /// The stored form of a [`ChallengeToken`].
    ChallengeTokenDigest
}

define_secret! {
    /// Proves that its holder reads the mail of the address that was invited.
    InvitationToken, "";
    /// The stored form of an [`InvitationToken`].
    InvitationTokenDigest
}

define_secret! {
    /// Lets whoever reads a person's mail set a new password, once.
    ResetToken, "";
    /// The stored form of a [`ResetToken`].
    ResetTokenDigest
}
