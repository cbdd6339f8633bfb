//! What is kept of what happened: who did what to what, when, from where.

mod author;
mod entry;
mod event;
mod scribe;
mod target;

pub use author::Author;
pub use entry::{AuditEntry, AuditRecord};
pub use event::{About, AuditAction, Details, Event, EventError};
pub use scribe::{Announcer, Scribe};
pub use target::AuditTarget;
