//! A mock of every port, to inject a failure or to watch a call. For all else take the memory store.

pub use crate::ports::{
    MockAccountStore, MockAuditLog, MockChallengeStore, MockDirectory, MockEmailStore, MockInvitationStore,
    MockNotices, MockOneTimePasswords, MockPasswordHasher, MockSealer, MockSessionStore, MockThrottleStore,
};
