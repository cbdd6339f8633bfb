//! What exists only while somebody tries HitKey out on their own machine.

pub(super) mod mail;
mod mailbox;

pub use mailbox::{DevMail, DevMailbox};
