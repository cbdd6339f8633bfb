/// Computes one-time passwords.
#[cfg_attr(feature = "testkit", mockall::automock)]
pub trait OneTimePasswords: Send + Sync {
    /// The code of a time step: HOTP (RFC 4226) of `step` with HMAC-SHA-1, six digits with leading zeros.
    fn code(&self, secret: &[u8], step: u64) -> String;
}
