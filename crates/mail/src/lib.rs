//! Mail: what HitKey says to people, in which words, and how it surely leaves the house.
//!
//! This crate owns the typed [`Message`]s, their wording in five languages, their text and HTML form, and the
//! delivery of the outbox: at least once, with growing pauses, given up after a day. It refuses to decide
//! *when* a mail is due (the other domains do), to speak SMTP (an adapter does, behind [`ports::Mailer`]), and
//! to keep anything itself (behind [`ports::Outbox`]).

mod email;
mod message;
mod payload;
pub mod ports;
#[cfg(feature = "testkit")]
pub mod testkit;

pub use email::Email;
pub use message::{Content, Letter, Message};
pub use payload::OpenError;
