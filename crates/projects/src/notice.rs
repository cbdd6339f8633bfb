use crate::{InviteToken, ProjectName};
use hitkey_kernel::{EmailAddress, Language, Timestamp};

/// Something that a person is to be told by mail.
#[derive(Debug, Clone)]
pub enum Notice {
    /// Somebody is invited into a project.
    ProjectInvite {
        /// Whom to tell.
        to: EmailAddress,
        /// In which language: the inviter's, for the invited person's is unknown.
        language: Language,
        /// What accepts the invite.
        token: InviteToken,
        /// The project, as it is called now.
        project_name: ProjectName,
        /// What the inviter wants to be called.
        inviter: Option<String>,
        /// Until when the invite can be accepted.
        expires_at: Timestamp,
    },
}
