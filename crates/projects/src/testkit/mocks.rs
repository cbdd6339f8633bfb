//! A mock of every port, to inject a failure or to watch a call. For all else take the memory store.

pub use crate::ports::{
    MockApiClientStore, MockAuditLog, MockInviteMails, MockInviteStore, MockMemberStore, MockNotices,
    MockPeople, MockPermissionStore, MockProjectStore,
};
