//! `/auth/register`: an address, the code mailed to it, a password; or an invite and a password.

pub mod password;
pub mod resend;
pub mod start;
pub mod verify;
pub mod with_invite;
