use crate::ResetTokenDigest;
use hitkey_kernel::{EmailAddress, Timestamp, UserId};

/// A password reset that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasswordReset {
    /// Of the mailed token.
    pub token: ResetTokenDigest,
    /// Whose password it resets; nobody's when the address is unknown, so that asking costs the same.
    pub user: Option<UserId>,
    /// The address that was asked for.
    pub email: EmailAddress,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}
