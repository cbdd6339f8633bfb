use super::Registration;
use super::complete::FirstSession;
use crate::ports::{HashingError, RegisterInvited, RegisterInvitedOutcome};
use crate::service::opening::SignedIn;
use crate::{
    Credentials, Event, Invitation, InvitationToken, Origin, Password, PasswordHints, Profile, SessionCookie,
    WeakPassword,
};
use hitkey_kernel::{Author, EmailAddress, MemberId, StoreError};

/// A registration by somebody who was invited into a project.
#[derive(Debug, Clone)]
pub struct InvitedRegistration {
    /// What was mailed to them: proves the address.
    pub token: InvitationToken,
    /// The invited address.
    pub email: EmailAddress,
    /// The chosen password.
    pub password: Password,
    /// Where the call comes from.
    pub origin: Origin,
    /// The session that this browser had until now.
    pub supersedes: Option<SessionCookie>,
}

/// Somebody who was invited can't be registered.
#[derive(Debug, thiserror::Error)]
pub enum InvitedRegistrationError {
    /// The invitation is unknown, was accepted or withdrawn.
    #[error("there is no such invitation")]
    NotFound,
    /// The invitation has expired.
    #[error("the invitation has expired")]
    Expired,
    /// Another address was invited.
    #[error("another address was invited")]
    AddressMismatch,
    /// There is an account with this address: its person signs in and accepts. The invitation stays.
    #[error("the address has an account")]
    AddressTaken,
    /// The password can't be accepted. The invitation stays.
    #[error(transparent)]
    Weak(#[from] WeakPassword),
    /// The password could not be hashed. The invitation stays.
    #[error(transparent)]
    Hashing(#[from] HashingError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Registration {
    /// Makes an account for the invited address, without a code since the invitation was mailed there, lets
    /// it accept the invitation, and signs its person in.
    ///
    /// # Errors
    /// [`InvitedRegistrationError`].
    pub async fn with_invitation<C: Credentials>(
        &self,
        request: InvitedRegistration,
    ) -> Result<SignedIn<C>, InvitedRegistrationError> {
        let invitation = self.invited(&request).await?;
        request.password.judge(&PasswordHints::of([&invitation.email], &Profile::default()))?;
        let password = self.env.hasher.hash(&request.password).await?;
        let now = self.env.now();
        let account = self.new_account(invitation.email, password, now);
        let first = FirstSession { origin: &request.origin, supersedes: request.supersedes.as_ref() };
        let (session, signed_in) = self.first_session(&account, first, now);
        let member = MemberId::generate(now, self.env.ambient.random());
        let joined = Event::InvitationAccepted { user: account.id, project: invitation.project, member };
        let audit = self.env.record(&joined, Author::person(account.id, &request.origin), now);
        let command = RegisterInvited { token: request.token.digest(), account, member, session, audit, now };
        match self.env.invitations.register(command).await? {
            RegisterInvitedOutcome::Registered => Ok(signed_in),
            RegisterInvitedOutcome::InvitationSpent => Err(InvitedRegistrationError::NotFound),
            RegisterInvitedOutcome::AddressTaken => Err(InvitedRegistrationError::AddressTaken),
        }
    }

    /// The invitation, if it can be used by whoever has this address and no account.
    async fn invited(&self, request: &InvitedRegistration) -> Result<Invitation, InvitedRegistrationError> {
        let found = self.env.invitations.find(&request.token.digest()).await?;
        let invitation = found.ok_or(InvitedRegistrationError::NotFound)?;
        if invitation.expires_at <= self.env.now() {
            return Err(InvitedRegistrationError::Expired);
        }
        if invitation.email != request.email {
            return Err(InvitedRegistrationError::AddressMismatch);
        }
        match self.env.accounts.find_by_email(&invitation.email).await? {
            Some(_) => Err(InvitedRegistrationError::AddressTaken),
            None => Ok(invitation),
        }
    }
}
