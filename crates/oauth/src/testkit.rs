//! Memory adapters, mocks, fixtures and the contract suites, for your tests. Behind the feature `testkit`.

pub mod mocks;
