use crate::ports::NewSession;
use crate::{Invitation, InvitationTokenDigest, NewAccount};
use async_trait::async_trait;
use hitkey_kernel::{AuditRecord, MemberId, StoreError, Timestamp};

/// Knows the invitations into projects, as far as they prove an address. See the [module](crate::ports) for
/// what holds of every method.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait]
pub trait InvitationStore: Send + Sync {
    /// The invitation with this token, expired or not, unless it was accepted or withdrawn.
    async fn find(&self, token: &InvitationTokenDigest) -> Result<Option<Invitation>, StoreError>;

    /// Does all at once: uses the invitation up, makes an account with the invited address as its verified
    /// default one, opens its first session, remembers the device, removes a pending registration of the
    /// address, and makes the person a member of the project as the invitation promises, with the
    /// project's default permissions. MUST do nothing unless there is such an invitation of this
    /// address which has not expired at `now`, and nothing when somebody has verified the address before.
    /// Each token makes at most one account.
    async fn register(&self, command: RegisterInvited) -> Result<RegisterInvitedOutcome, StoreError>;
}

/// For [`InvitationStore::register`].
#[derive(Debug, Clone)]
pub struct RegisterInvited {
    /// The token that is used up.
    pub token: InvitationTokenDigest,
    /// Who registers.
    pub account: NewAccount,
    /// Names their membership.
    pub member: MemberId,
    /// Their first session; its device is unknown to the person, yet nobody is told.
    pub session: NewSession,
    /// What is kept of their joining; the session's entry tells of the account.
    pub audit: AuditRecord,
    /// The instant of the command.
    pub now: Timestamp,
}

/// What became of a [`RegisterInvited`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegisterInvitedOutcome {
    /// Done.
    Registered,
    /// The invitation was accepted or withdrawn, has expired, or is of another address.
    InvitationSpent,
    /// An account has the address.
    AddressTaken,
}

/// For a service without projects: nobody is ever invited.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoInvitations;

#[async_trait]
impl InvitationStore for NoInvitations {
    async fn find(&self, _: &InvitationTokenDigest) -> Result<Option<Invitation>, StoreError> {
        Ok(None)
    }

    async fn register(&self, _: RegisterInvited) -> Result<RegisterInvitedOutcome, StoreError> {
        Ok(RegisterInvitedOutcome::InvitationSpent)
    }
}
