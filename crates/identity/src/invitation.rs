use hitkey_kernel::{EmailAddress, ProjectId, Timestamp};

/// What somebody was sent who shall join: whoever holds its token reads the mail of this address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Into which project.
    pub project: ProjectId,
    /// The address it was mailed to.
    pub email: EmailAddress,
    /// When it ends.
    pub expires_at: Timestamp,
}
