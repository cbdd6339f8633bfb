use crate::LiveSubject;
use hitkey_kernel::{GrantId, StoreError, Timestamp};

/// Brings what another domain knows about people.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait::async_trait]
pub trait Subjects: Send + Sync {
    /// The person behind a grant, in ONE read. `None` unless the grant is live at `now`
    /// ([`Grant::is_live`](crate::Grant::is_live)) and the person is still there: this is how a revoked
    /// grant ends its access tokens at once. With what the person is in the project that the client
    /// belongs to, if it belongs to one and they are a member.
    async fn behind(&self, grant: GrantId, now: Timestamp) -> Result<Option<LiveSubject>, StoreError>;
}
