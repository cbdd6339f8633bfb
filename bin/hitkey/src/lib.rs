//! The HitKey identity server: the composition root.
//!
//! This crate introduces the domains to their adapters and runs the result. It decides nothing about
//! people or clients: that is what `hitkey-identity` and `hitkey-oauth` are for.

pub mod cli;
pub mod data_dir;
pub mod logging;
pub mod settings;

pub mod commands;
