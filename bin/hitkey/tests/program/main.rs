//! The shipped program, run as a person runs it.

mod check_config;
mod common;
mod server;
