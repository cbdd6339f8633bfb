//! People: registration, credentials, sessions, second factors, profile, recovery.
//!
//! Being written: types and [`ports`] stand, services follow.

mod account;
mod address_block;
mod challenge;
mod code;
mod credentials;
mod device;
mod notice;
mod password;
pub mod ports;
mod profile;
mod recovery_code;
mod registration;
mod reset;
mod rules;
mod second_factor;
mod secrets;
pub mod service;
mod session;
#[cfg(feature = "testkit")]
pub mod testkit;
mod throttle;
mod username;

pub use account::{Account, AccountEmail, AccountSummary, Emails, EmailsError, NewAccount};
pub use address_block::AddressBlock;
pub use challenge::SignInChallenge;
pub use code::{CodePurpose, VerificationCode, VerificationCodeDigest};
pub use credentials::{ApiCredentials, ApiDigests, CookieCredentials, Credentials, SessionCredentials};
pub use device::DeviceFingerprint;
pub use notice::Notice;
pub use password::{PASSWORD_LENGTH, Password, PasswordHash, PasswordHints, WeakPassword};
pub use profile::{
    Change, InvalidName, Name, NameError, NameField, NameOrder, Profile, ProfileChange, ProfileError,
};
pub use recovery_code::{RECOVERY_CODES, RecoveryCode, RecoveryCodeDigest};
pub use registration::{PendingRegistration, PendingState};
pub use reset::PasswordReset;
pub use rules::Rules;
pub use second_factor::{
    SecondFactor, SecondFactorProof, TOTP_DIGITS, TOTP_SECRET_BYTES, TOTP_STEP_SECONDS, acceptable_steps,
    totp_step,
};
pub use secrets::{
    ApiToken, ApiTokenDigest, ChallengeToken, ChallengeTokenDigest, RefreshToken, RefreshTokenDigest,
    RegistrationToken, RegistrationTokenDigest, ResetToken, ResetTokenDigest, SessionCookie,
    SessionCookieDigest,
};
pub use session::{AuthMethod, AuthMethods, Origin, ParseAuthMethodsError, Session, SessionKind};
pub use throttle::{
    Attempt, AttemptRecord, Pardon, RetryAfter, ThrottleClaim, ThrottleKey, ThrottlePolicies, ThrottlePolicy,
};
pub use username::{Username, UsernameError};
