//! Memory adapters, mocks, fixtures and the contract suites, for your tests. Behind the feature `testkit`.

pub mod contract;
pub mod fixtures;
mod memory;
pub mod mocks;
mod toy;
mod web;

pub use memory::MemoryStore;
pub use toy::{ToyKeys, ToySealer};
pub use web::{MemoryWeb, Post};
