//! Memory adapters, mocks, fixtures and the contract suites, for your tests. Behind the feature `testkit`.

pub mod contract;
pub mod fixtures;
mod memory;
pub mod mocks;
mod toy;

pub use memory::MemoryStore;
pub use toy::{ToyKeys, ToySealer};
