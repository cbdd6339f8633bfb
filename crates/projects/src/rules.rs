use std::time::Duration;

/// How long things live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// How long an invite can be accepted: 7 days.
    pub invite: Duration,
}

impl Default for Rules {
    fn default() -> Self {
        Self { invite: Duration::from_secs(7 * 86_400) }
    }
}
