//! People: registration, addresses, credentials, sessions, second factors, profile, recovery.
//!
//! This crate owns who a person is to HitKey and how they prove it: [`Account`], [`Session`],
//! [`SignInChallenge`], what waits for a proof, and the use cases over them in [`service`]. It refuses
//! to know databases, hashing algorithms, mails, HTTP and OAuth: what it needs from the world it states
//! as traits in [`ports`]. Time and randomness come from the kernel's `Ambient`.
//!
//! Three principles hold throughout:
//!
//! - *Load, decide, commit.* A use case reads, decides in pure code, and hands the whole change to one
//!   command of a store, which is all-or-nothing and states its precondition.
//! - *An attempt is spent before the secret is looked at*, so guessing in parallel gains nothing.
//! - *Unknown addresses cost the same work* and leave the same traces as known ones.
//!
//! A secret exists in clear once, in the answer that shows it; a store only ever sees its digest.
//!
//! The feature `testkit` has stores in memory, fakes and mocks of every port, and the contract suites
//! that an adapter has to pass. `examples/embed.rs` is a service that embeds this crate.
//!
//! ```
//! # #[cfg(feature = "testkit")]
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
//! use hitkey_identity::service::SignInOutcome;
//! use hitkey_identity::testkit::World;
//! use hitkey_identity::ApiCredentials;
//!
//! let world = World::default(); // everything in memory
//! let ann = world.register::<ApiCredentials>("ann@example.org").await?;
//!
//! let request = world.sign_in_of("ann@example.org")?;
//! let outcome = world.identity.sign_in.password::<ApiCredentials>(request).await?;
//! let SignInOutcome::SignedIn(signed_in) = outcome else { panic!("no second factor was set up") };
//! assert_eq!(signed_in.account, ann.account);
//!
//! let session = world.identity.sessions.by_token(&signed_in.credentials.access).await?;
//! assert_eq!(session.user, ann.account.id);
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "testkit"))]
//! # fn main() {}
//! ```

mod account;
mod address_block;
mod address_code;
mod challenge;
mod code;
mod credentials;
mod details;
mod device;
mod event;
mod invitation;
mod name;
mod notice;
mod password;
pub mod ports;
mod profile;
mod recovery_code;
mod registration;
mod reset;
mod rules;
mod search;
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
pub use address_code::AddressCode;
pub use challenge::SignInChallenge;
pub use code::{CodePurpose, VerificationCode, VerificationCodeDigest};
pub use credentials::{ApiCredentials, ApiDigests, CookieCredentials, Credentials, SessionCredentials};
pub use details::{DetailField, DetailProblem, Details, InvalidDetail};
pub use device::DeviceFingerprint;
pub use event::{Event, ProofPurpose, SignInStep};
pub use hitkey_kernel::Origin;
pub use invitation::Invitation;
pub use name::{Name, NameError, NameOrder};
pub use notice::{AddressChange, Notice};
pub use password::{PASSWORD_LENGTH, Password, PasswordHash, PasswordHints, WeakPassword};
pub use profile::{Change, InvalidName, NameField, Profile, ProfileChange, ProfileError, ProfileField};
pub use recovery_code::{RECOVERY_CODES, RecoveryCode, RecoveryCodeDigest};
pub use registration::{PendingRegistration, PendingState};
pub use reset::PasswordReset;
pub use rules::Rules;
pub use search::{FoundPerson, SearchScope, SearchText, SearchTextError};
pub use second_factor::{
    SecondFactor, SecondFactorProof, TOTP_DIGITS, TOTP_SECRET_BYTES, TOTP_STEP_SECONDS, acceptable_steps,
    totp_step,
};
pub use secrets::{
    ApiToken, ApiTokenDigest, ChallengeToken, ChallengeTokenDigest, InvitationToken, InvitationTokenDigest,
    RefreshToken, RefreshTokenDigest, RegistrationToken, RegistrationTokenDigest, ResetToken,
    ResetTokenDigest, SessionCookie, SessionCookieDigest,
};
pub use session::{AuthMethod, AuthMethods, ParseAuthMethodsError, Session, SessionKind};
pub use throttle::{
    Attempt, AttemptRecord, Pardon, RetryAfter, ThrottleClaim, ThrottleKey, ThrottlePolicies, ThrottlePolicy,
};
pub use username::{Username, UsernameError};
