use std::time::Duration;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// How long things live. The default is what the contract promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifetimes {
    /// An authorization code: 10 minutes.
    pub code: Duration,
    /// An access token: 1 hour.
    pub token: Duration,
    /// An id_token: 1 hour.
    pub id_token: Duration,
    /// A refresh token since its last use: 30 days.
    pub refresh: Duration,
    /// How long a refresh token that was exchanged still leads to its successor: 10 seconds.
    pub rotation_overlap: Duration,
    /// A grant, however often it is refreshed: 90 days.
    pub grant: Duration,
}

impl Default for Lifetimes {
    fn default() -> Self {
        Self {
            code: Duration::from_secs(10 * MINUTE),
            token: Duration::from_secs(HOUR),
            id_token: Duration::from_secs(HOUR),
            refresh: Duration::from_secs(30 * DAY),
            rotation_overlap: Duration::from_secs(10),
            grant: Duration::from_secs(90 * DAY),
        }
    }
}

/// When signing keys change. The default suits tokens that live an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeySchedule {
    /// How long a key signs: 90 days.
    pub rotate_after: Duration,
    /// How long a new key is published before it signs, so that clients that cached the JWKS learn it: 1 hour.
    pub publish_ahead: Duration,
    /// How long a retired key stays published: the life of a token and 10 minutes for skew, 70 minutes.
    pub keep_after: Duration,
}

impl Default for KeySchedule {
    fn default() -> Self {
        Self {
            rotate_after: Duration::from_secs(90 * DAY),
            publish_ahead: Duration::from_secs(HOUR),
            keep_after: Duration::from_secs(70 * MINUTE),
        }
    }
}
