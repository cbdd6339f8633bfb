//! What every adapter of a store has to keep, as tests.
//!
//! Implement [`Harness`] over your stores and call [`all`], or one suite at a time, from a tokio test. The
//! suites race many tasks, so use a runtime with several threads. A rule that is broken panics and names itself.
#![expect(clippy::expect_used, reason = "a contract suite is a test")]

mod assertion_store;
mod bench;
mod client_store;
mod consent_store;
mod device_store;
mod grant_store;
mod grant_store_races;
mod key_store;
mod logout_notices;
mod memberships;
mod paging;
mod pushed_request_store;
mod refresh_rotation;
mod refresh_tokens;
mod registration_store;
mod resource_store;
mod revoked_tokens;
mod subjects;

pub use assertion_store::assertion_store;
pub use client_store::client_store;
pub use consent_store::consent_store;
pub use device_store::device_store;
pub use grant_store::grant_store;
pub use key_store::key_store;
pub use logout_notices::logout_notices;
pub use memberships::memberships;
pub use pushed_request_store::pushed_request_store;
pub use refresh_rotation::refresh_rotation;
pub use refresh_tokens::refresh_tokens;
pub use registration_store::registration_store;
pub use resource_store::resource_store;
pub use revoked_tokens::revoked_tokens;
pub use subjects::subjects;

use crate::ports::{
    AssertionStore, ClientStore, ConsentStore, DeviceStore, GrantStore, KeyStore, LogoutNotices, Memberships,
    PushedRequestStore, RegistrationStore, ResourceStore, RevokedTokens, Subjects,
};
use crate::{SubjectProfile, SubjectProject};
use hitkey_kernel::{AuditEntry, SessionId, UserId};
use std::sync::Arc;

/// The stores under test. They share what is stored.
#[derive(Clone)]
pub struct Stores {
    /// Clients.
    pub clients: Arc<dyn ClientStore>,
    /// Resources.
    pub resources: Arc<dyn ResourceStore>,
    /// Clients that registered themselves, and who may.
    pub registrations: Arc<dyn RegistrationStore>,
    /// Pushed requests.
    pub pushed: Arc<dyn PushedRequestStore>,
    /// Used assertions.
    pub assertions: Arc<dyn AssertionStore>,
    /// Grants.
    pub grants: Arc<dyn GrantStore>,
    /// Consents.
    pub consents: Arc<dyn ConsentStore>,
    /// Devices that wait.
    pub devices: Arc<dyn DeviceStore>,
    /// People.
    pub subjects: Arc<dyn Subjects>,
    /// Members of projects.
    pub memberships: Arc<dyn Memberships>,
    /// Access tokens that were revoked.
    pub revoked_tokens: Arc<dyn RevokedTokens>,
    /// Signing keys. There must be none yet.
    pub keys: Arc<dyn KeyStore>,
    /// Who has to be told that somebody signed out.
    pub logout_notices: Arc<dyn LogoutNotices>,
}

/// What a suite needs of your adapter.
#[async_trait::async_trait]
pub trait Harness: Send + Sync {
    /// The stores.
    fn stores(&self) -> Stores;

    /// Makes a person known, of whom [`Subjects`] shall tell exactly this.
    async fn add_person(&self, profile: SubjectProfile) -> UserId;

    /// Gives a person a second factor.
    async fn add_second_factor(&self, user: UserId);

    /// Makes a project known in which each of these people is what is told of them; exactly one is `owner`.
    async fn add_project(&self, is_public: bool, members: Vec<(UserId, SubjectProject)>);

    /// The entries of the audit log that this person is shown.
    async fn trail(&self, person: UserId) -> Vec<AuditEntry>;

    /// Opens a session for them.
    async fn open_session(&self, user: UserId) -> SessionId;

    /// Ends that session with all that apps were allowed in it, and tells clients of it.
    async fn end_session(&self, user: UserId, session: SessionId);
}

/// Every suite, one after the other, on the same stores.
pub async fn all(harness: &dyn Harness) {
    key_store(harness).await;
    client_store(harness).await;
    registration_store(harness).await;
    resource_store(harness).await;
    assertion_store(harness).await;
    pushed_request_store(harness).await;
    grant_store(harness).await;
    refresh_tokens(harness).await;
    refresh_rotation(harness).await;
    consent_store(harness).await;
    subjects(harness).await;
    memberships(harness).await;
    revoked_tokens(harness).await;
    logout_notices(harness).await;
    device_store(harness).await;
}
