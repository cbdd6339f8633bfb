/// An error of any adapter, boxed.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A store could not do its work. What the domain reacts to is never in here: ports return typed
/// outcomes for that. The source is for the log only, never for a client.
#[derive(Debug, thiserror::Error)]
#[error("{summary}")]
pub struct StoreError {
    summary: &'static str,
    unavailable: bool,
    source: BoxError,
}

impl StoreError {
    /// The store can't be reached or is overloaded now; the same call may succeed later.
    pub fn unavailable(source: impl Into<BoxError>) -> Self {
        Self { summary: "the store is unavailable", unavailable: true, source: source.into() }
    }

    /// The store answered with something it never should.
    pub fn failed(source: impl Into<BoxError>) -> Self {
        Self { summary: "the store failed", unavailable: false, source: source.into() }
    }

    /// Whether trying again later makes sense.
    pub fn is_unavailable(&self) -> bool {
        self.unavailable
    }
}
