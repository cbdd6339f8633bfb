use crate::OutboundUrl;
use async_trait::async_trait;
use std::error::Error;

/// Gets documents that clients publish.
///
/// An adapter MUST NOT reach for the client what the client could not reach itself: it connects to addresses
/// of the open internet only, and only to those that it checked; it follows no redirect, and limits size and time.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait]
pub trait Documents: Send + Sync {
    /// The body of a 2xx answer to a GET.
    ///
    /// # Errors
    /// [`OutboundError`].
    async fn fetch(&self, url: &OutboundUrl) -> Result<Vec<u8>, OutboundError>;
}

/// Delivers forms to clients, under the rules of [`Documents`].
#[async_trait]
pub trait FormPosts: Send + Sync {
    /// POSTs the fields as `application/x-www-form-urlencoded`. Any 2xx answer is a yes.
    ///
    /// # Errors
    /// [`OutboundError`].
    async fn post(&self, url: &OutboundUrl, fields: &[(&str, &str)]) -> Result<(), OutboundError>;
}

/// Why a server that a client named did not answer as it should.
#[derive(Debug, thiserror::Error)]
pub enum OutboundError {
    /// Its address is none that may be reached.
    #[error("the address is not to be reached from here")]
    Forbidden,
    /// It took too long.
    #[error("no answer in time")]
    TimedOut,
    /// It said too much.
    #[error("the answer is too large")]
    TooLarge,
    /// It answered, but not with 2xx. Redirects are among these.
    #[error("the answer is {0}")]
    Status(u16),
    /// It could not be spoken to.
    #[error("it can't be reached")]
    Unreachable(#[source] Box<dyn Error + Send + Sync>),
}
