//! Every store port of HitKey's domains over Diesel: one set of queries, SQLite and Postgres.
//!
//! [`Db`] is an open database; each `Diesel…Store` implements one port on a clone of it. The schema comes from
//! the migrations embedded here ([`Db::migrate`]), [`Housekeeping`] keeps its size bounded.
//!
//! This crate decides nothing: preconditions are those that the ports state, times and ids come in with the
//! commands. It refuses to hold a transaction over an `await`: a call is one job on a thread of the store.
//!
//! ```
//! use hitkey_store_diesel::{Db, StoreSettings};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let directory = tempfile::tempdir()?;
//! # let path = directory.path().join("hitkey.db");
//! let db = Db::open(&StoreSettings::new(format!("sqlite:{}", path.display())))?;
//! db.migrate().await?;
//! assert!(!db.migrations_pending().await?);
//! # Ok(())
//! # }
//! ```

mod audit;
mod conn;
mod db;
mod error;
mod housekeeping;
mod identity;
mod kept;
mod load;
mod manager;
mod migrations;
mod oauth;
mod outbox;
mod paging;
mod projects;
mod rows;
mod schema;
mod settings;
mod types;

pub use audit::DieselAuditLog;
pub use db::{Db, OpenError};
pub use housekeeping::{Housekeeping, Swept};
pub use identity::{
    DieselAccountStore, DieselChallengeStore, DieselDirectory, DieselEmailStore, DieselInvitationStore,
    DieselSessionStore, DieselThrottleStore,
};
pub use load::{OutboxDepth, PoolLoad};
pub use oauth::{
    DieselAssertionStore, DieselClientStore, DieselConsentStore, DieselDeviceStore, DieselGrantStore,
    DieselKeyStore, DieselLogoutNotices, DieselMemberships, DieselPushedRequestStore,
    DieselRegistrationStore, DieselResourceStore, DieselRevokedTokens, DieselSubjects,
};
pub use outbox::DieselOutbox;
pub use projects::{
    DieselApiClientStore, DieselInviteStore, DieselMemberStore, DieselPeople, DieselPermissionStore,
    DieselProjectStore,
};
pub use settings::{StoreSettings, Synchronous, UrlError};

// Linked for their build scripts: they bring SQLite and libpq along, so that nothing needs to be installed.
use libsqlite3_sys as _;
use pq_sys as _;
