//! The use cases. Each loads through ports, decides in pure code and commits with one command.

mod accounts;
mod activity;
mod addresses;
mod environment;
mod guard;
mod opening;
mod passwords;
mod people;
mod profiles;
mod registration;
mod second_factors;
mod sessions;
mod sign_in;

pub use accounts::{Accounts, DeleteAccountError};
pub use activity::Activity;
pub use addresses::{
    AddAddressError, Addresses, RemoveAddressError, ResendAddressCodeError, SetDefaultAddressError,
    VerifyAddressError,
};
pub use environment::{Environment, Identity};
pub use opening::SignedIn;
pub use passwords::{
    ChangePasswordError, ForgotPasswordError, PasswordChange, Passwords, ResetPasswordError,
};
pub use people::People;
pub use profiles::{MeError, Profiles, UpdateProfileError};
pub use registration::{
    CompleteRegistration, CompleteRegistrationError, InvitedRegistration, InvitedRegistrationError,
    Registration, ResendCodeError, StartRegistrationError, VerifyCodeError,
};
pub use second_factors::{
    BegunSecondFactorError, DisableSecondFactorError, EnableSecondFactorError, SecondFactors,
    SetUpSecondFactorError, TotpSetup,
};
pub use sessions::{AuthenticateError, EndSessionError, RefreshSessionError, Sessions};
pub use sign_in::{
    PasswordSignIn, SecondFactorSignIn, SecondFactorSignInError, SignIn, SignInError, SignInOutcome,
};
