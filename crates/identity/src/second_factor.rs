use crate::RecoveryCodeDigest;
use hitkey_kernel::{Sealed, Timestamp};

/// What a person is asked for besides the password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecondFactor {
    /// Nothing.
    Off,
    /// Nothing yet: a secret was handed out but not confirmed by a code.
    Pending {
        /// The TOTP secret, sealed.
        secret: Sealed,
    },
    /// A time-based one-time password (RFC 6238) or a recovery code.
    On {
        /// The TOTP secret, sealed.
        secret: Sealed,
        /// The newest time step whose code was used; codes of it and of older steps are spent.
        last_step: u64,
        /// How many recovery codes are left.
        recovery_left: u32,
    },
}

impl SecondFactor {
    /// Whether signing in takes a second step.
    pub const fn is_on(&self) -> bool {
        matches!(self, Self::On { .. })
    }
}

/// What spends a second factor. A store takes each at most once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondFactorProof {
    /// The code of this time step was right.
    Totp {
        /// The step: Unix time divided by [`TOTP_STEP_SECONDS`].
        step: u64,
    },
    /// Somebody presented a recovery code; whether it is one of the person's, the store tells.
    Recovery(RecoveryCodeDigest),
}

impl SecondFactorProof {
    /// Whether it is a recovery code.
    pub const fn is_recovery_code(&self) -> bool {
        matches!(self, Self::Recovery(_))
    }
}

/// How long a time step of TOTP is, in seconds (RFC 6238 §4.1).
pub const TOTP_STEP_SECONDS: u64 = 30;

/// How many digits a TOTP code has.
pub const TOTP_DIGITS: usize = 6;

/// How many bytes a TOTP secret has (RFC 4226 §4 recommends 160 bits).
pub const TOTP_SECRET_BYTES: usize = 20;

/// The time step that `now` lies in.
pub fn totp_step(now: Timestamp) -> u64 {
    u64::try_from(now.unix_seconds()).unwrap_or_default() / TOTP_STEP_SECONDS
}

/// The steps whose codes are accepted at `now`, one step of skew to either side, likeliest first.
pub fn acceptable_steps(now: Timestamp) -> [u64; 3] {
    let step = totp_step(now);
    [step, step.saturating_sub(1), step + 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_thirty_seconds_and_one_to_either_side_counts() {
        assert_eq!(totp_step(Timestamp::from_unix_seconds(59)), 1);
        assert_eq!(totp_step(Timestamp::from_unix_seconds(60)), 2);
        assert_eq!(acceptable_steps(Timestamp::from_unix_seconds(61)), [2, 1, 3]);
        assert_eq!(acceptable_steps(Timestamp::from_unix_seconds(-5)), [0, 0, 1]);
    }
}
