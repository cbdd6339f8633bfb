use crate::{Clock, Random, Timestamp};
use std::sync::Arc;

/// What a use case takes from its surroundings: the time and some randomness.
///
/// ```
/// # #[cfg(feature = "testkit")] {
/// use hitkey_kernel::{UserId, testkit};
/// let ambient = testkit::ambient();
/// let id = UserId::generate(ambient.now(), ambient.random());
/// # let _ = id; }
/// ```
#[derive(Clone)]
pub struct Ambient {
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
}

impl Ambient {
    /// Bundles the two ports.
    pub fn new(clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> Self {
        Self { clock, random }
    }

    /// The current instant, in whole microseconds.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The source of randomness.
    pub fn random(&self) -> &dyn Random {
        &*self.random
    }
}

impl std::fmt::Debug for Ambient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ambient")
    }
}
