//! What tests of and with this crate need: stores in memory, fakes of the other ports, mocks, and the
//! contract suites that every adapter of a store has to pass.

pub mod contract;
mod fakes;
mod memory;
pub mod mocks;
mod world;

pub use fakes::{FewInviteMails, RecordedNotices};
pub use memory::MemoryStore;
pub use world::{FixtureError, World};
