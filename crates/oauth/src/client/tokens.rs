use crate::{Lifetimes, ScopeSet};
use std::ops::RangeInclusive;
use std::time::Duration;

/// What a client's tokens are like, as far as its owner says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TokenSettings {
    /// Whether each use of a refresh token gives a new one in its place. A public client has no choice
    /// ([`Client::rotates_refresh`](crate::Client::rotates_refresh)).
    pub rotates_refresh: bool,
    /// How long they live.
    pub lifetimes: TokenLifetimes,
    /// What it may be given; everything that there is when nothing is said.
    pub scopes: Option<ScopeSet>,
}

/// How long a client's tokens live; as long as everybody's where nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TokenLifetimes {
    /// An access token.
    pub access: Option<Duration>,
    /// An id_token.
    pub id: Option<Duration>,
    /// A refresh token since its last use.
    pub refresh_idle: Option<Duration>,
    /// A grant, however often it is refreshed: from the redemption of its code on.
    pub refresh: Option<Duration>,
}

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

impl TokenLifetimes {
    /// How many seconds a token that we sign may live: no longer than its key stays published after its retirement
    /// ([`KeySchedule::keep_after`](crate::KeySchedule::keep_after)).
    pub const SIGNED: RangeInclusive<u64> = MINUTE..=HOUR;
    /// How many seconds a refresh token may live.
    pub const REFRESH: RangeInclusive<u64> = 10 * MINUTE..=365 * DAY;
}

impl TokenSettings {
    /// How long things live for this client.
    pub fn over(&self, usual: &Lifetimes) -> Lifetimes {
        let own = &self.lifetimes;
        Lifetimes {
            token: own.access.unwrap_or(usual.token),
            id_token: own.id.unwrap_or(usual.id_token),
            refresh: own.refresh_idle.unwrap_or(usual.refresh),
            grant: own.refresh.unwrap_or(usual.grant),
            ..*usual
        }
    }

    /// Of these scopes, what the client may be given.
    pub fn allowed(&self, scopes: ScopeSet) -> ScopeSet {
        self.scopes.map_or(scopes, |allowed| scopes.intersection(allowed))
    }
}
