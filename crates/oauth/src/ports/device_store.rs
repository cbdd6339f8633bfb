use super::{ClientAnd, IssueGrant};
use crate::{DeviceCodeDigest, DeviceRequest, UserCodeDigest, WaitingDevice};
use async_trait::async_trait;
use hitkey_kernel::{AuditRecord, ClientId, StoreError, Timestamp};
use std::time::Duration;

/// Keeps devices that wait for their persons (RFC 8628).
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait]
pub trait DeviceStore: Send + Sync {
    /// Adds a request. `false`, and no change, when its user code is taken, or the client is gone.
    async fn begin(&self, command: BeginDevice) -> Result<bool, StoreError>;

    /// The request that the user code names, with its client, in ONE read; `None` unless it is pending and has not
    /// expired at `now`.
    async fn waiting(
        &self,
        code: &UserCodeDigest,
        now: Timestamp,
    ) -> Result<Option<WaitingDevice>, StoreError>;

    /// The client, and its request with this device code, in ONE read. `None` when there is no such client; no request
    /// when the code is unknown or another client's.
    async fn find(
        &self,
        client: ClientId,
        code: &DeviceCodeDigest,
    ) -> Result<Option<ClientAnd<DeviceRequest>>, StoreError>;

    /// Notes a poll. `false`, and no change, when another one was noted since the request was read: of any number of
    /// callers who read the same exactly one gets `true`.
    async fn note_poll(&self, command: NotePoll) -> Result<bool, StoreError>;

    /// Approves a request and issues its grant as [`GrantStore::issue`](super::GrantStore::issue) does, all at once.
    /// `false`, and no change, unless it is pending and unexpired, and the grant can be issued. Of any number of
    /// callers who decide exactly one gets `true`.
    async fn approve(&self, command: ApproveDevice) -> Result<bool, StoreError>;

    /// Denies a request. `false`, and no change, unless it is pending and has not expired at `now`.
    async fn deny(&self, command: DenyDevice) -> Result<bool, StoreError>;
}

/// Adds a device that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BeginDevice {
    /// Which client.
    pub client: ClientId,
    /// The stored form of what the person types.
    pub user_code: UserCodeDigest,
    /// The rest, pending.
    pub request: DeviceRequest,
    /// When.
    pub now: Timestamp,
}

/// Notes that a device asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotePoll {
    /// The request as it was read.
    pub seen: DeviceRequest,
    /// When the device asked.
    pub now: Timestamp,
    /// How long it has to wait from now on.
    pub interval: Duration,
}

/// Says yes to a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApproveDevice {
    /// Which.
    pub code: DeviceCodeDigest,
    /// What is given: a grant with the code's [`grant_code`](DeviceCodeDigest::grant_code).
    pub issue: IssueGrant,
    /// When.
    pub now: Timestamp,
    /// The entry for the audit log.
    pub audit: AuditRecord,
}

/// Says no to a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DenyDevice {
    /// Which.
    pub code: DeviceCodeDigest,
    /// When.
    pub now: Timestamp,
    /// The entry for the audit log.
    pub audit: AuditRecord,
}
