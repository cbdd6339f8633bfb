use zeroize::Zeroizing;

/// Derives secrets from secrets under the server key.
#[cfg_attr(feature = "testkit", mockall::automock)]
pub trait Deriver: Send + Sync {
    /// What follows from `secret` for this purpose. It MUST be the same at each call and in every process with the
    /// same server key, differ for each purpose and secret, and tell nothing to whoever lacks the server key: not
    /// the secret, and not what follows from another.
    fn derive(&self, purpose: &str, secret: &[u8]) -> Zeroizing<[u8; 32]>;
}
