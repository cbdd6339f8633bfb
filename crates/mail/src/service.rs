//! What this crate does.

mod backoff;
mod delivery;

pub use delivery::{BatchReport, Delivery};
