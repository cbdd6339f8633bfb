//! What projects need from the world.
//!
//! Seven ports read and write one set of rows: [`ProjectStore`], [`MemberStore`], [`PermissionStore`],
//! [`InviteStore`], [`ApiClientStore`] and, for reading only, [`People`] and [`AuditLog`]. Every method that changes something MUST
//!
//! - be all-or-nothing, the outbox entry and the `audit` record it carries included: no entry without the
//!   change, no change without the entry;
//! - judge its precondition and change the rows in one step: of callers that race, the outcome is that
//!   of some order of them;
//! - be durable before it answers;
//! - not be undone, halved or blocked by its caller's going away.
//!
//! A command carries, as `by`, the [`Warrant`](crate::Warrant) that its caller was seen with. It MUST
//! do nothing and tell *stale* unless that person still is a member of that project with exactly that
//! role, or that API client still is one of its team, granted exactly that role there and not revoked; so somebody who
//! is demoted or removed meanwhile loses. The same holds of the standing of whom
//! it is done to, and of any other thing that it was `seen` as. When several outcomes hold, *stale* (or
//! *gone*) comes first. Whoever gets *stale* looks again and decides again.
//!
//! At every instant a project has exactly one member with the role of an owner, and its
//! [`owner`](crate::Project::owner) is that person.
//!
//! An instant that "has passed" is one that is `<=` the given `now`. Instants keep whole microseconds,
//! addresses keep the case they were typed in and are compared by
//! [`key`](hitkey_kernel::EmailAddress::key). Lists are ordered by `created_at`, and by id where that
//! is equal. A page MUST begin right behind the place that is asked for, whether or not its item is still
//! there, and MUST be found by an index, not by counting what lies before it.
//!
//! With the feature `testkit`, `testkit::contract` tests an adapter for all of this.

mod api_client_store;
mod audit_log;
mod invite_mails;
mod invite_store;
mod member_store;
mod notices;
mod people;
mod permission_store;
mod project_store;

pub use api_client_store::*;
pub use audit_log::*;
pub use invite_mails::*;
pub use invite_store::*;
pub use member_store::*;
pub use notices::*;
pub use people::*;
pub use permission_store::*;
pub use project_store::*;
