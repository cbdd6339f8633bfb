use std::num::NonZeroU32;

/// How many requests a minute somebody may send; `None` for as many as they like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimits {
    /// Those of one address block that nobody answers for: sign-in, registration, recovery, bad credentials.
    pub anonymous: Option<NonZeroU32>,
    /// Those with one token, or in one session.
    pub token: Option<NonZeroU32>,
}

impl RateLimits {
    /// Nobody is kept from anything.
    pub const OFF: Self = Self { anonymous: None, token: None };
}

impl Default for RateLimits {
    fn default() -> Self {
        Self { anonymous: NonZeroU32::new(60), token: NonZeroU32::new(600) }
    }
}
