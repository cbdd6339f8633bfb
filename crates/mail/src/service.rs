//! What this crate does.

mod delivery;

pub use delivery::{BatchReport, Delivery};
