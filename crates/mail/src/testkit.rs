//! For your tests: an outbox in memory, a mailer that remembers, a sealer that hides nothing, samples of every
//! message, mocks, and the suite every [`Outbox`](crate::ports::Outbox) must pass.

pub mod contract;
pub mod fixtures;
mod memory;
pub mod mocks {
    //! Mocks of the ports, to inject failures.
    pub use crate::ports::{MockMailer, MockOutbox};
}

pub use memory::{MemoryOutbox, PlainSealer, RecordingMailer, Refusal};
