use super::Invites;
use crate::ports::{AcceptInvite, AcceptInviteOutcome};
use crate::{Event, InviteToken, Member, PresentedInvite, Project, RedirectUrl};
use hitkey_kernel::{Actor, EmailAddress, MemberId, StoreError};

/// Nothing is behind a token.
#[derive(Debug, thiserror::Error)]
pub enum FindInviteError {
    /// There is no such invite, or it was accepted or withdrawn.
    #[error("no such invite")]
    NotFound,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// An invite can't be accepted.
#[derive(Debug, thiserror::Error)]
pub enum AcceptInviteError {
    /// There is no such invite, or it was accepted or withdrawn.
    #[error("no such invite")]
    NotFound,
    /// It is too late.
    #[error("the invite has expired")]
    Expired,
    /// Somebody else was invited: the person has not proved to own the invited address.
    #[error("the invite is for another address")]
    EmailMismatch,
    /// The person is a member.
    #[error("already a member of this project")]
    AlreadyMember,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What came of an invite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptedInvite {
    /// The project that the person belongs to now.
    pub project: Project,
    /// Their membership.
    pub member: Member,
    /// Where the app that invited them wants to see them.
    pub redirect_url: Option<RedirectUrl>,
}

impl Invites {
    /// The invite of a token, expired or not. The token is all that it takes.
    ///
    /// # Errors
    /// [`FindInviteError`].
    pub async fn find(&self, token: &InviteToken) -> Result<PresentedInvite, FindInviteError> {
        let found = self.env.invites.find_by_token(&token.digest()).await?;
        found.ok_or(FindInviteError::NotFound)
    }

    /// The invite of a token, if it can be accepted by whoever owns this address now. Holding the token
    /// proves to own the invited address, since it was mailed there: this is what an account can be made
    /// from.
    ///
    /// # Errors
    /// [`AcceptInviteError`]; never [`AlreadyMember`](AcceptInviteError::AlreadyMember).
    pub async fn examine(
        &self,
        token: &InviteToken,
        email: &EmailAddress,
    ) -> Result<PresentedInvite, AcceptInviteError> {
        let presented = self.acceptable(token).await?;
        if presented.invite.email == *email { Ok(presented) } else { Err(AcceptInviteError::EmailMismatch) }
    }

    /// Makes a person the member that the invite promises.
    ///
    /// # Errors
    /// [`AcceptInviteError`].
    pub async fn accept(&self, token: &InviteToken, by: &Actor) -> Result<AcceptedInvite, AcceptInviteError> {
        let PresentedInvite { invite, project, .. } = self.acceptable(token).await?;
        let owner = self.env.people.find_by_email(&invite.email).await?;
        if owner.is_none_or(|owner| owner.id != by.user) {
            return Err(AcceptInviteError::EmailMismatch);
        }
        let now = self.env.now();
        let member = MemberId::generate(now, self.env.ambient.random());
        let event = Event::InviteAccepted { user: by.user, project: project.id, member };
        let audit = self.env.record(&event, by, now);
        let command = AcceptInvite { token: token.digest(), member, user: by.user, now, audit };
        match self.env.invites.accept(command).await? {
            AcceptInviteOutcome::Accepted(member) => {
                Ok(AcceptedInvite { project, member, redirect_url: invite.redirect_url })
            }
            AcceptInviteOutcome::AlreadyMember => Err(AcceptInviteError::AlreadyMember),
            AcceptInviteOutcome::Expired => Err(AcceptInviteError::Expired),
            AcceptInviteOutcome::Gone => Err(AcceptInviteError::NotFound),
        }
    }

    async fn acceptable(&self, token: &InviteToken) -> Result<PresentedInvite, AcceptInviteError> {
        let found = self.env.invites.find_by_token(&token.digest()).await?;
        let presented = found.ok_or(AcceptInviteError::NotFound)?;
        let late = presented.invite.is_expired(self.env.now());
        if late { Err(AcceptInviteError::Expired) } else { Ok(presented) }
    }
}
