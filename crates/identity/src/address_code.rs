use crate::VerificationCodeDigest;
use hitkey_kernel::{EmailId, Timestamp};

/// The code that was mailed to an address which its person did not prove yet. One per address and person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressCode {
    /// Which address, and so whose.
    pub email: EmailId,
    /// Of the code in the last mail.
    pub code: VerificationCodeDigest,
    /// When the last mail was sent.
    pub sent_at: Timestamp,
    /// When the code ends.
    pub expires_at: Timestamp,
    /// How often a code was tried since the last mail.
    pub attempts: u32,
}
