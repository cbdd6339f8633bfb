use crate::{AssignableRole, Project, RedirectUrl};
use hitkey_kernel::{Cursor, EmailAddress, InviteId, ProjectId, Timestamp, UserId, define_secret};

define_secret! {
    /// Lets whoever owns the invited address into a project.
    InviteToken, "";
    /// The stored form of an [`InviteToken`].
    InviteTokenDigest
}

/// An invitation that was mailed and waits to be accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invite {
    /// Names it.
    pub id: InviteId,
    /// Into which project. Each address is invited into a project at most once at a time.
    pub project: ProjectId,
    /// Who is invited: only a person who proved to own this address can accept.
    pub email: EmailAddress,
    /// What they will be.
    pub role: AssignableRole,
    /// Where an app wants to see them afterwards.
    pub redirect_url: Option<RedirectUrl>,
    /// Who invited them; `None` when that account is gone.
    pub invited_by: Option<UserId>,
    /// When it was mailed.
    pub created_at: Timestamp,
    /// From when on it can't be accepted.
    pub expires_at: Timestamp,
}

impl Invite {
    /// Where it stands in a list.
    pub fn place(&self) -> Cursor {
        Cursor::new(self.created_at, self.id.uuid())
    }

    /// Whether it is too late to accept.
    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.expires_at <= now
    }
}

/// What somebody wants to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewInvite {
    /// Whom to invite.
    pub email: EmailAddress,
    /// What they will be.
    pub role: AssignableRole,
    /// Where an app wants to see them afterwards.
    pub redirect_url: Option<RedirectUrl>,
}

/// An invite as its token shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PresentedInvite {
    /// The invite.
    pub invite: Invite,
    /// Where it leads.
    pub project: Project,
    /// What whoever sent it wants to be called.
    pub inviter: Option<String>,
}
