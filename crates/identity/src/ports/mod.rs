//! What people's accounts need from the world.
//!
//! Seven ports share one set of rows: [`AccountStore`], [`EmailStore`], [`SessionStore`], [`ChallengeStore`],
//! [`ThrottleStore`], [`AuditLog`] and, besides the rows of projects, [`InvitationStore`]; [`Directory`] reads
//! both. Every method that changes something MUST
//!
//! - be all-or-nothing, the entries that it carries for outbox and audit log included: no entry without the
//!   change, no change without the entry. An audit record's announcement goes to the outbox with it;
//! - judge its precondition and change the rows in one step: of callers that race, the outcome is that
//!   of some order of them;
//! - be durable before it answers;
//! - not be undone, halved or blocked by its caller's going away.
//!
//! An instant that "has passed" is one that is `<=` the given `now`. Instants keep whole microseconds,
//! addresses keep the case they were typed in and are found by [`key`](hitkey_kernel::EmailAddress::key).
//! With the feature `testkit`, `testkit::contract` tests an adapter for all of this.

mod account_store;
mod audit_log;
mod challenge_store;
mod directory;
mod email_store;
mod invitation_store;
mod notices;
mod one_time_passwords;
mod password_hasher;
mod sealer;
mod session_store;
mod throttle_store;

pub use account_store::*;
pub use audit_log::*;
pub use challenge_store::*;
pub use directory::*;
pub use email_store::*;
pub use invitation_store::*;
pub use notices::*;
pub use one_time_passwords::*;
pub use password_hasher::*;
pub use sealer::*;
pub use session_store::*;
pub use throttle_store::*;
