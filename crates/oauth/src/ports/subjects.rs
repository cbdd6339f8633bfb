use crate::{LiveSubject, ScopeSet, SubjectProfile};
use hitkey_kernel::{GrantId, StoreError, Timestamp, UserId};

/// Brings what another domain knows about people.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait::async_trait]
pub trait Subjects: Send + Sync {
    /// The person behind a grant, in ONE read. `None` unless the grant is live at `now`
    /// ([`Grant::is_live`](crate::Grant::is_live)) and the person is still there: this is how a revoked
    /// grant ends its access tokens at once.
    ///
    /// `asked` are the scopes for which it is told. With `project:read` among them, what the person is in the
    /// project that the client belongs to comes along, if it belongs to one and they are a member; without,
    /// nobody looks. What the grant itself opens is for the caller to see to.
    async fn behind(
        &self,
        grant: GrantId,
        asked: ScopeSet,
        now: Timestamp,
    ) -> Result<Option<LiveSubject>, StoreError>;

    /// What can be told about a person, in ONE read. `None` when they are gone.
    async fn profile(&self, user: UserId) -> Result<Option<SubjectProfile>, StoreError>;

    /// Whether a person proves themself by a second factor whenever they sign in, in ONE read. Who is gone has none.
    async fn has_second_factor(&self, user: UserId) -> Result<bool, StoreError>;
}
