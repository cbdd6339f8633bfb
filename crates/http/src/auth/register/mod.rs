//! `/auth/register`: an address, the code mailed to it, a password.

pub mod password;
pub mod resend;
pub mod start;
pub mod verify;
