//! The words that every HitKey crate shares: typed ids, instants, randomness, secrets, addresses, pages of lists,
//! entries of the audit log.
//!
//! This crate owns vocabulary and nothing else. It refuses I/O, a runtime, and any rule of a domain.
//! Time and randomness are ports ([`Clock`], [`Random`]); their real implementations live in adapters.
//!
//! ```
//! use hitkey_kernel::{EmailAddress, Timestamp};
//! use std::time::Duration;
//!
//! let ann = EmailAddress::parse(" Ann@Example.org ")?;
//! assert_eq!(ann.as_str(), "Ann@Example.org");
//! assert_eq!(ann.key(), "ann@example.org");
//!
//! let noon = Timestamp::from_unix_seconds(1_769_847_330);
//! assert_eq!((noon + Duration::from_secs(1)).to_string(), "2026-01-31T08:15:31.000Z");
//! # Ok::<(), hitkey_kernel::EmailAddressError>(())
//! ```

mod actor;
mod ambient;
mod audit;
mod backoff;
mod cursor;
mod email;
mod error;
mod id;
mod language;
mod origin;
mod outbox;
mod page;
mod random;
mod secret;
#[cfg(feature = "testkit")]
pub mod testkit;
mod time;

pub use self::time::{Clock, Timestamp};
pub use actor::Actor;
pub use ambient::Ambient;
pub use audit::{
    About, Announcer, AuditAction, AuditEntry, AuditRecord, AuditTarget, Author, Details, Event, EventError,
    Scribe,
};
pub use backoff::pause_after;
pub use cursor::{Cursor, CursorError};
pub use email::{EmailAddress, EmailAddressError};
pub use error::{BoxError, StoreError};
pub use id::{
    ApiClientId, AuditId, ClientId, EmailId, GrantId, InitialAccessId, InviteId, MemberId, OutboxId,
    ParseIdError, PermissionId, ProjectId, ResourceId, SessionId, UserId,
};
pub use language::Language;
pub use origin::Origin;
pub use outbox::{OutboxEntry, Sealed, Topics};
pub use page::{Page, PageLimit, PageLimitError, PageRequest};
pub use random::{Random, random_array, random_digits};
#[doc(hidden)]
pub use secret::secret_text;
pub use secret::{SecretText, digest_of, same_bytes};
