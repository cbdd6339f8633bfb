/// What a client's tokens are like, as far as its owner says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TokenSettings {
    /// Whether each use of a refresh token gives a new one in its place. A public client has no choice
    /// ([`Client::rotates_refresh`](crate::Client::rotates_refresh)).
    pub rotates_refresh: bool,
}
