//! The pages. Each struct holds what its page shows; the words are chosen by the page.

mod account;
mod allow_device;
mod choose_account;
mod choose_password;
mod consent;
mod error_page;
mod forgot;
mod form_post;
mod mail;
mod register;
mod reset;
mod second_factor;
mod sign_in;
mod sign_out;
mod start;
mod verify;

pub use account::{
    AccountDeleted, Activity, ActivityLine, AddressLine, Addresses, AppLine, Apps, ChangePassword,
    DeleteAccount, Overview, ProfileForm, RecoveryCodes, Security, SessionLine, Sessions, SetUpTotp,
    Settings, TurnOffTotp, TwoFactor, VerifyAddress,
};
pub use allow_device::{AllowDevice, DeviceCodeForm, DeviceDone};
pub use choose_account::ChooseAccount;
pub use choose_password::ChoosePassword;
pub use consent::Consent;
pub use error_page::{ErrorPage, Trouble};
pub use forgot::{Forgot, ForgotSent};
pub use form_post::FormPost;
pub use mail::{Mail, MailLine, Mailbox};
pub use register::Register;
pub use reset::{Reset, ResetDone};
pub use second_factor::{Method, SecondFactor};
pub use sign_in::SignIn;
pub use sign_out::{SignOut, SignedOut, WayBack};
pub use start::Start;
pub use verify::Verify;

#[cfg(test)]
pub(crate) const ATTACK: &str = "\"><script>alert(1)</script>'";
