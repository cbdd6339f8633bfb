//! Every rule in the docs of the stores, as tests that any adapter can run.
//!
//! ```no_run
//! # async fn certify() {
//! use hitkey_identity::testkit::contract::{self, Stores};
//! let make = async || Stores::memory(); // yours
//! contract::account_store(make).await;
//! contract::audit_log(make).await;
//! contract::email_store(make).await;
//! contract::session_store(make).await;
//! contract::challenge_store(make).await;
//! contract::throttle_store(make).await;
//! # }
//! ```
//!
//! A suite panics at the first broken rule. It needs a tokio runtime, a multi-threaded one to make its
//! races count. Every rule asks for stores anew but makes its own rows, so they may be the same ones.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a suite tells of a broken rule by panicking")]

mod accounts;
mod addresses;
mod audit;
mod auditing;
mod challenges;
mod choosing;
mod deleting;
mod invited;
mod passwords;
mod refreshing;
mod registering;
mod searching;
mod second_factors;
mod sessions;
mod setting;
mod signing_in;
mod throttle;

pub use setting::{OutboxProbe, ProjectsProbe, Stores, WithProjects};

/// The rules of [`AccountStore`](crate::ports::AccountStore).
pub async fn account_store(make: impl AsyncFn() -> Stores) {
    registering::all(&make).await;
    accounts::all(&make).await;
    passwords::all(&make).await;
    second_factors::all(&make).await;
    deleting::all(&make).await;
}

/// The rules of [`AuditLog`](crate::ports::AuditLog), that every change is kept there, and what a deletion
/// leaves of it.
pub async fn audit_log(make: impl AsyncFn() -> Stores) {
    audit::all(&make).await;
    auditing::all(&make).await;
}

/// The rules of [`EmailStore`](crate::ports::EmailStore).
pub async fn email_store(make: impl AsyncFn() -> Stores) {
    addresses::all(&make).await;
    choosing::all(&make).await;
}

/// The rules of [`AccountStore::delete`](crate::ports::AccountStore::delete) that speak of projects.
pub async fn account_store_with_projects(make: impl AsyncFn() -> WithProjects) {
    deleting::with_projects(&make).await;
}

/// The rules of [`InvitationStore`](crate::ports::InvitationStore).
pub async fn invitation_store(make: impl AsyncFn() -> WithProjects) {
    invited::all(&make).await;
}

/// The rules of [`Directory`](crate::ports::Directory).
pub async fn directory(make: impl AsyncFn() -> WithProjects) {
    searching::all(&make).await;
}

/// The rules of [`SessionStore`](crate::ports::SessionStore).
pub async fn session_store(make: impl AsyncFn() -> Stores) {
    sessions::all(&make).await;
    refreshing::all(&make).await;
}

/// The rules of [`ChallengeStore`](crate::ports::ChallengeStore).
pub async fn challenge_store(make: impl AsyncFn() -> Stores) {
    challenges::all(&make).await;
    signing_in::all(&make).await;
}

/// The rules of [`ThrottleStore`](crate::ports::ThrottleStore).
pub async fn throttle_store(make: impl AsyncFn() -> Stores) {
    throttle::all(&make).await;
}
