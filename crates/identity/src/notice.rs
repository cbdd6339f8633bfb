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
    /// The code that proves a further address of an account.
    AddressCode {
        /// Whom to tell: the address in question.
        to: EmailAddress,
        /// In which language.
        language: Language,
        /// The code.
        code: VerificationCode,
    },
    /// Something happened to an address of the account.
    AddressChanged {
        /// Whom to tell.
        to: EmailAddress,
        /// In which language.
        language: Language,
        /// When.
        at: Timestamp,
        /// Which address.
        address: EmailAddress,
        /// What happened.
        change: AddressChange,
    },
    /// The account was deleted.
    AccountDeleted {
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

/// What can happen to an address of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressChange {
    /// Somebody typed it in; it counts for nothing yet.
    Added,
    /// It was proven, and opens the account from now on.
    Verified,
    /// It was removed, and no longer opens the account.
    Removed,
    /// The person is written to there from now on.
    MadeDefault,
}
