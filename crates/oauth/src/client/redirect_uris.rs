use crate::RedirectUri;

/// The redirect URIs of a client: at most 20, the first being the main one. A client that is sent nobody has none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RedirectUris(Vec<RedirectUri>);

/// A client can have 20 redirect URIs at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must have at most 20 entries")]
pub struct RedirectUrisError;

impl RedirectUris {
    /// The most that a client may have.
    pub const MOST: usize = 20;

    /// Takes the URIs in order.
    ///
    /// # Errors
    /// [`RedirectUrisError`] when there are more than 20.
    pub fn new(uris: Vec<RedirectUri>) -> Result<Self, RedirectUrisError> {
        if uris.len() <= Self::MOST { Ok(Self(uris)) } else { Err(RedirectUrisError) }
    }

    /// The main one, if there is one.
    pub fn first(&self) -> Option<&RedirectUri> {
        self.0.first()
    }

    /// All of them.
    pub fn as_slice(&self) -> &[RedirectUri] {
        &self.0
    }
}
