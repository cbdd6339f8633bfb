//! Every rule in the docs of the stores, as tests that any adapter can run.
//!
//! Implement [`Harness`] over your stores and call a suite from a tokio test:
//!
//! ```no_run
//! # async fn certify() {
//! use hitkey_projects::testkit::{MemoryStore, contract};
//! use std::sync::Arc;
//! let harness = Arc::new(MemoryStore::default()); // yours
//! contract::project_store(&harness).await;
//! contract::member_store(&harness).await;
//! contract::permission_store(&harness).await;
//! contract::invite_store(&harness).await;
//! contract::api_client_store(&harness).await;
//! contract::people(&harness).await;
//! contract::audit_log(&harness).await;
//! # }
//! ```
//!
//! A suite panics at the first broken rule. It needs a tokio runtime, a multi-threaded one to make its
//! races count. Every rule makes its own rows, so suites may share a database.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a suite tells of a broken rule by panicking")]

mod accepting;
mod activity;
mod api_clients;
mod auditing;
mod defining;
mod editing;
mod inviting;
mod joining;
mod knowing;
mod making;
mod paging;
mod setting;
mod transferring;
mod warranting;

pub use setting::{Harness, NewPerson, Stores};

/// Every suite, one after the other.
pub async fn all(harness: &dyn Harness) {
    people(harness).await;
    project_store(harness).await;
    member_store(harness).await;
    permission_store(harness).await;
    invite_store(harness).await;
    api_client_store(harness).await;
    audit_log(harness).await;
}

/// The rules of [`ProjectStore`](crate::ports::ProjectStore).
pub async fn project_store(harness: &dyn Harness) {
    making::all(harness).await;
    paging::projects(harness).await;
    transferring::all(harness).await;
}

/// The rules of [`MemberStore`](crate::ports::MemberStore).
pub async fn member_store(harness: &dyn Harness) {
    joining::all(harness).await;
    editing::all(harness).await;
    paging::members(harness).await;
}

/// The rules of [`PermissionStore`](crate::ports::PermissionStore).
pub async fn permission_store(harness: &dyn Harness) {
    defining::all(harness).await;
    paging::permissions(harness).await;
}

/// The rules of [`InviteStore`](crate::ports::InviteStore).
pub async fn invite_store(harness: &dyn Harness) {
    inviting::all(harness).await;
    accepting::all(harness).await;
    paging::invites(harness).await;
}

/// The rules of [`ApiClientStore`](crate::ports::ApiClientStore).
pub async fn api_client_store(harness: &dyn Harness) {
    api_clients::all(harness).await;
    warranting::all(harness).await;
    paging::api_clients(harness).await;
}

/// The rules of [`People`](crate::ports::People).
pub async fn people(harness: &dyn Harness) {
    knowing::all(harness).await;
}

/// The rules of [`AuditLog`](crate::ports::AuditLog), and of what every command has it keep.
pub async fn audit_log(harness: &dyn Harness) {
    activity::all(harness).await;
    auditing::all(harness).await;
}
