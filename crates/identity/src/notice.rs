use crate::{ResetToken, VerificationCode};
use hitkey_kernel::{EmailAddress, Language, Timestamp};
use std::net::IpAddr;

/// Something that a person is to be told by mail.
#[derive(Debug, Clone)]
pub enum Notice {
    /// The code that proves an address.
    RegistrationCode {
        /// Whom to tell.
        to: EmailAddress,
        /// In which language.
        language: Language,
        /// The code.
        code: VerificationCode,
    },
    /// Somebody wants to register an address that has an account.
    AccountExists {
        /// Whom to tell.
        to: EmailAddress,
        /// In which language.
        language: Language,
    },
    /// The token that resets a password.
    PasswordReset {
        /// Whom to tell.
        to: EmailAddress,
        /// In which language.
        language: Language,
        /// The token.
        token: ResetToken,
    },
    /// The password was changed or reset.
    PasswordChanged {
        /// Whom to tell.
        to: EmailAddress,
        /// In which language.
        language: Language,
        /// When it was changed.
        at: Timestamp,
    },
    /// Somebody signed in from a device that was not seen before.
    NewSignIn {
        /// Whom to tell.
        to: EmailAddress,
        /// In which language.
        language: Language,
        /// When they signed in.
        at: Timestamp,
        /// From which address.
        ip: Option<IpAddr>,
        /// With which program.
        user_agent: Option<String>,
    },
    /// The second factor was switched on.
    SecondFactorEnabled {
        /// Whom to tell.
        to: EmailAddress,
        /// In which language.
        language: Language,
        /// When.
        at: Timestamp,
    },
    /// The second factor was switched off.
    SecondFactorDisabled {
        /// Whom to tell.
        to: EmailAddress,
        /// In which language.
        language: Language,
        /// When.
        at: Timestamp,
    },
    /// Nothing: stands where a known address would have been told something, so that the work is the same.
    /// Dropped at delivery.
    Decoy,
}
