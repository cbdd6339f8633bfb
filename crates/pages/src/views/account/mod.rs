//! The pages of a person's account. All of them share a navigation: [`Section::ALL`](crate::Section::ALL).

mod activity;
mod addresses;
mod apps;
mod change_password;
mod delete_account;
mod overview;
mod profile;
mod recovery_codes;
mod security;
mod sessions;
mod set_up_totp;
mod settings;
mod turn_off_totp;

pub use activity::{Activity, ActivityLine};
pub use addresses::{AddressLine, Addresses, VerifyAddress};
pub use apps::{AppLine, Apps};
pub use change_password::ChangePassword;
pub use delete_account::{AccountDeleted, DeleteAccount};
pub use overview::Overview;
pub use profile::ProfileForm;
pub use recovery_codes::RecoveryCodes;
pub use security::{Security, TwoFactor};
pub use sessions::{SessionLine, Sessions};
pub use set_up_totp::SetUpTotp;
pub use settings::Settings;
pub use turn_off_totp::TurnOffTotp;
