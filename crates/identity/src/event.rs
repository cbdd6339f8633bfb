use crate::{AuthMethods, ProfileField, SessionKind};
use hitkey_kernel::{About, AuditTarget, EmailAddress, EmailId, MemberId, ProjectId, SessionId, UserId};
use serde::{Deserialize, Serialize};

/// Something that happened to a person, for the audit log and for whoever subscribes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", content = "details")]
pub enum Event {
    /// A person made their account, and their first session was opened.
    #[serde(rename = "account.registered")]
    AccountRegistered {
        /// Who.
        user: UserId,
        /// Their first session.
        session: SessionId,
        /// Of which kind it is.
        kind: SessionKind,
    },
    /// An account was deleted with all that was its person's.
    #[serde(rename = "account.deleted")]
    AccountDeleted {
        /// Whose.
        user: UserId,
    },
    /// Somebody who was invited joined a project by registering.
    #[serde(rename = "invite.accepted")]
    InvitationAccepted {
        /// Who.
        user: UserId,
        /// Which project.
        project: ProjectId,
        /// Their membership.
        member: MemberId,
    },
    /// Somebody signed in.
    #[serde(rename = "session.opened")]
    SessionOpened {
        /// Who.
        user: UserId,
        /// The session.
        session: SessionId,
        /// Of which kind it is.
        kind: SessionKind,
        /// How they proved who they are.
        methods: AuthMethods,
        /// Whether a recovery code stood in for the second factor; it is used up.
        recovery_code: bool,
    },
    /// Somebody signed out.
    #[serde(rename = "session.signed_out")]
    SignedOut {
        /// Who.
        user: UserId,
        /// Of which session.
        session: SessionId,
    },
    /// A person ended one of their sessions.
    #[serde(rename = "session.ended")]
    SessionEnded {
        /// Whose.
        user: UserId,
        /// Which.
        session: SessionId,
    },
    /// A refresh token was presented a second time, so its session was ended: somebody else has it too.
    #[serde(rename = "session.refresh_reused")]
    RefreshReused {
        /// Whose.
        user: UserId,
        /// The session that ended.
        session: SessionId,
    },
    /// The password was right; the second factor is awaited.
    #[serde(rename = "sign_in.challenged")]
    SignInChallenged {
        /// Whose.
        user: UserId,
    },
    /// A sign-in was refused.
    #[serde(rename = "sign_in.failed")]
    SignInFailed {
        /// Whose account was tried; `None` when there is none.
        user: Option<UserId>,
        /// What was wrong.
        step: SignInStep,
    },
    /// A signed-in person, or whoever has their session, could not prove again who they are.
    #[serde(rename = "proof.failed")]
    ProofFailed {
        /// Whose.
        user: UserId,
        /// What for.
        purpose: ProofPurpose,
    },
    /// The password was changed by its owner; their other sessions ended.
    #[serde(rename = "password.changed")]
    PasswordChanged {
        /// Whose.
        user: UserId,
    },
    /// Somebody asked for a mail to reset a password.
    #[serde(rename = "password.reset_requested")]
    ResetRequested {
        /// Whose; `None` when there is no such account.
        user: Option<UserId>,
    },
    /// The password was reset by a mailed token; all sessions and grants ended.
    #[serde(rename = "password.reset")]
    PasswordReset {
        /// Whose.
        user: UserId,
    },
    /// A secret for a second factor was handed out; it does nothing yet.
    #[serde(rename = "totp.begun")]
    SecondFactorBegun {
        /// Whose.
        user: UserId,
    },
    /// The second factor was switched on.
    #[serde(rename = "totp.enabled")]
    SecondFactorEnabled {
        /// Whose.
        user: UserId,
    },
    /// The second factor was switched off.
    #[serde(rename = "totp.disabled")]
    SecondFactorDisabled {
        /// Whose.
        user: UserId,
        /// Whether a recovery code was the proof.
        recovery_code: bool,
    },
    /// An address was added; it counts for nothing yet.
    #[serde(rename = "email.added")]
    EmailAdded {
        /// Whose.
        user: UserId,
        /// Which.
        email: EmailId,
        /// What it is.
        address: EmailAddress,
    },
    /// An address was proven.
    #[serde(rename = "email.verified")]
    EmailVerified {
        /// Whose.
        user: UserId,
        /// Which.
        email: EmailId,
        /// What it is.
        address: EmailAddress,
    },
    /// Another address became the default one.
    #[serde(rename = "email.made_default")]
    EmailMadeDefault {
        /// Whose.
        user: UserId,
        /// Which.
        email: EmailId,
        /// What it is.
        address: EmailAddress,
    },
    /// An address was removed.
    #[serde(rename = "email.removed")]
    EmailRemoved {
        /// Whose.
        user: UserId,
        /// Which.
        email: EmailId,
        /// What it was.
        address: EmailAddress,
    },
    /// A person changed what they are called.
    #[serde(rename = "profile.changed")]
    ProfileChanged {
        /// Whose.
        user: UserId,
        /// Which parts; not to what.
        fields: Vec<ProfileField>,
    },
}

/// A step of signing in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInStep {
    /// Address and password.
    Password,
    /// A TOTP code or a recovery code.
    SecondFactor,
}

/// What a signed-in person has to prove again who they are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProofPurpose {
    /// Changing the password.
    PasswordChange,
    /// Deleting the account.
    AccountDeletion,
    /// Switching the second factor off.
    SecondFactorRemoval,
}

impl hitkey_kernel::Event for Event {
    fn about(&self) -> About {
        About { person: self.person(), project: self.project(), target: self.target() }
    }
}

impl Event {
    fn person(&self) -> Option<UserId> {
        match self {
            Self::SignInFailed { user, .. } | Self::ResetRequested { user } => *user,
            Self::AccountRegistered { user, .. }
            | Self::AccountDeleted { user }
            | Self::InvitationAccepted { user, .. }
            | Self::SessionOpened { user, .. }
            | Self::SignedOut { user, .. }
            | Self::SessionEnded { user, .. }
            | Self::RefreshReused { user, .. }
            | Self::SignInChallenged { user }
            | Self::ProofFailed { user, .. }
            | Self::PasswordChanged { user }
            | Self::PasswordReset { user }
            | Self::SecondFactorBegun { user }
            | Self::SecondFactorEnabled { user }
            | Self::SecondFactorDisabled { user, .. }
            | Self::EmailAdded { user, .. }
            | Self::EmailVerified { user, .. }
            | Self::EmailMadeDefault { user, .. }
            | Self::EmailRemoved { user, .. }
            | Self::ProfileChanged { user, .. } => Some(*user),
        }
    }

    fn project(&self) -> Option<ProjectId> {
        match self {
            Self::InvitationAccepted { project, .. } => Some(*project),
            _ => None,
        }
    }

    fn target(&self) -> Option<AuditTarget> {
        match self {
            Self::InvitationAccepted { member, .. } => Some((*member).into()),
            Self::AccountRegistered { session, .. }
            | Self::SessionOpened { session, .. }
            | Self::SignedOut { session, .. }
            | Self::SessionEnded { session, .. }
            | Self::RefreshReused { session, .. } => Some((*session).into()),
            Self::EmailAdded { email, .. }
            | Self::EmailVerified { email, .. }
            | Self::EmailMadeDefault { email, .. }
            | Self::EmailRemoved { email, .. } => Some((*email).into()),
            _ => None,
        }
    }
}
