//! The HitKey identity server: the composition root.
//!
//! This crate introduces the domains to their adapters and runs the result. It decides nothing about
//! people or clients: that is what `hitkey-identity` and `hitkey-oauth` are for.

mod background;
mod bridge;
pub mod cli;
pub mod commands;
pub mod data_dir;
mod dev_mailbox;
pub mod logging;
mod metrics;
pub mod server;
pub mod settings;
