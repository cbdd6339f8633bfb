use crate::{RegistrationTokenDigest, VerificationCodeDigest};
use hitkey_kernel::{EmailAddress, Timestamp};

/// An address that somebody wants to register, until there is an account. One per address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingRegistration {
    /// The address as it was typed.
    pub email: EmailAddress,
    /// Of the code in the last mail.
    pub code: VerificationCodeDigest,
    /// When the code ends.
    pub code_expires_at: Timestamp,
    /// How often a code was tried since the last mail.
    pub attempts: u32,
    /// When the last mail was sent.
    pub sent_at: Timestamp,
    /// How far it got.
    pub state: PendingState,
}

/// How far a registration got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PendingState {
    /// The code was not entered yet.
    AwaitingCode,
    /// The code was entered; whoever holds the token may set the password.
    Verified {
        /// Of the token.
        token: RegistrationTokenDigest,
        /// When the token ends.
        expires_at: Timestamp,
    },
}

impl PendingRegistration {
    /// Whether `token` lets its holder finish this registration at `now`.
    ///
    /// `None` when it is not the token of this registration, else whether it is still good.
    pub fn accepts(&self, token: &RegistrationTokenDigest, now: Timestamp) -> Option<bool> {
        match &self.state {
            PendingState::Verified { token: own, expires_at } if own == token => Some(now < *expires_at),
            _ => None,
        }
    }
}
