use crate::{Invite, InviteTokenDigest, Member, PresentedInvite, Warrant};
use async_trait::async_trait;
use hitkey_kernel::{
    AuditRecord, InviteId, MemberId, OutboxEntry, Page, PageRequest, ProjectId, StoreError, Timestamp, UserId,
};

/// Keeps invites. See the [module](crate::ports) for what holds of every method.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait]
pub trait InviteStore: Send + Sync {
    /// Adds an invite in place of an expired one of the same address, and enqueues the mail. MUST do
    /// nothing unless `by` still holds, nothing when `invitee` is a member of the project, and nothing
    /// when the address has an invite into it that has not expired at the new one's `created_at`.
    async fn create(&self, command: CreateInvite) -> Result<CreateInviteOutcome, StoreError>;

    /// The invites into the project, expired ones included, the oldest first.
    async fn list(&self, project: ProjectId, page: PageRequest) -> Result<Page<Invite>, StoreError>;

    /// Whether the project has this invite, expired or not.
    async fn exists(&self, project: ProjectId, id: InviteId) -> Result<bool, StoreError>;

    /// Removes an invite. MUST do nothing and tell `false` unless `by` still holds and there is such an
    /// invite of that project.
    async fn revoke(&self, command: RevokeInvite) -> Result<bool, StoreError>;

    /// The invite of that token, expired or not, with its project and who sent it. In one read.
    async fn find_by_token(&self, token: &InviteTokenDigest) -> Result<Option<PresentedInvite>, StoreError>;

    /// Removes the invite and makes a person the member it promises, with the default permissions. MUST
    /// do nothing unless the invite exists, has not expired at `now`, and the person exists and is no
    /// member. So of several calls with one token exactly one gets *accepted*.
    async fn accept(&self, command: AcceptInvite) -> Result<AcceptInviteOutcome, StoreError>;
}

/// For [`InviteStore::create`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateInvite {
    /// Who invites.
    pub by: Warrant,
    /// The invite, and into which project.
    pub invite: Invite,
    /// The stored form of its token.
    pub token: InviteTokenDigest,
    /// The person who proved to own the address, if anybody has.
    pub invitee: Option<UserId>,
    /// The mail that carries the token.
    pub mail: OutboxEntry,
    /// What the audit log keeps of it.
    pub audit: AuditRecord,
}

/// What became of a [`CreateInvite`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreateInviteOutcome {
    /// Done.
    Created,
    /// The person is a member.
    AlreadyMember,
    /// The address has an invite that can be accepted.
    AlreadyInvited,
    /// Who invites no longer stands as they did.
    Stale,
}

/// For [`InviteStore::revoke`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevokeInvite {
    /// Which project.
    pub project: ProjectId,
    /// Who withdraws it.
    pub by: Warrant,
    /// Which invite.
    pub invite: InviteId,
    /// What the audit log keeps of it.
    pub audit: AuditRecord,
}

/// For [`InviteStore::accept`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcceptInvite {
    /// The token that is used up.
    pub token: InviteTokenDigest,
    /// Names the membership.
    pub member: MemberId,
    /// Who accepts. That the invited address is theirs was checked before.
    pub user: UserId,
    /// The instant of the command.
    pub now: Timestamp,
    /// What the audit log keeps of it.
    pub audit: AuditRecord,
}

/// What became of an [`AcceptInvite`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AcceptInviteOutcome {
    /// Done.
    Accepted(Member),
    /// The person is a member. The invite stays.
    AlreadyMember,
    /// The invite has expired.
    Expired,
    /// There is no such invite any more, or no such person.
    Gone,
}
