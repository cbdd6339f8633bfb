use std::time::Duration;

/// How long things live and how many are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// How long an invite can be accepted: 7 days.
    pub invite: Duration,
    /// How many rows a list has at most: 500.
    pub longest_list: u32,
}

impl Default for Rules {
    fn default() -> Self {
        Self { invite: Duration::from_secs(7 * 86_400), longest_list: 500 }
    }
}
