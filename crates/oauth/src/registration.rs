//! Clients that register themselves (RFC 7591).

use crate::{InitialAccessTokenDigest, ScopeSet};
use hitkey_kernel::{InitialAccessId, Timestamp};
use std::time::Duration;

/// What clients may register themselves as.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegistrationPolicy {
    /// Whether anybody may, or only who shows an initial access token.
    pub needs_token: bool,
    /// The hosts that their redirect URIs may have, in lower case; any, when there are none.
    pub hosts: Vec<String>,
    /// What they may be given at most; everything that there is when nothing is said.
    pub scopes: Option<ScopeSet>,
}

impl RegistrationPolicy {
    /// How long a client is kept that nobody allows.
    pub const UNUSED_FOR: Duration = Duration::from_secs(30 * 86_400);
}

/// A right to register clients, given by the operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InitialAccess {
    /// Names it.
    pub id: InitialAccessId,
    /// What whoever has it shows.
    pub token: InitialAccessTokenDigest,
    /// For how many clients it is still good.
    pub uses_left: u32,
    /// When it was given.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}
