use crate::RedirectUri;

/// The redirect URIs of a client: at least 1, at most 20, the first being the main one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedirectUris(Vec<RedirectUri>);

/// A client must have 1 to 20 redirect URIs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must have 1 to 20 entries")]
pub struct RedirectUrisError;

impl RedirectUris {
    /// The most that a client may have.
    pub const MOST: usize = 20;

    /// Takes the URIs in order.
    ///
    /// # Errors
    /// [`RedirectUrisError`] when there is none or more than 20.
    pub fn new(uris: Vec<RedirectUri>) -> Result<Self, RedirectUrisError> {
        if (1..=Self::MOST).contains(&uris.len()) { Ok(Self(uris)) } else { Err(RedirectUrisError) }
    }

    /// The main one.
    pub fn first(&self) -> &RedirectUri {
        &self.0[0]
    }

    /// All of them.
    pub fn as_slice(&self) -> &[RedirectUri] {
        &self.0
    }
}
