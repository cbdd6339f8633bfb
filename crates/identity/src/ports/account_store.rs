use crate::ports::NewSession;
use crate::{
    Account, NewAccount, Pardon, PasswordHash, Profile, RecoveryCodeDigest, RegistrationTokenDigest,
    ResetTokenDigest, SecondFactorProof,
};
use async_trait::async_trait;
use hitkey_kernel::{
    AuditRecord, EmailAddress, OutboxEntry, Sealed, SessionId, StoreError, Timestamp, UserId,
};

/// Keeps people. See the [module](crate::ports) for what holds of every method.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait]
pub trait AccountStore: Send + Sync {
    /// The account with this id.
    async fn find(&self, id: UserId) -> Result<Option<Account>, StoreError>;

    /// The account that has this address, compared by key. MUST look at verified addresses only.
    async fn find_by_email(&self, email: &EmailAddress) -> Result<Option<Account>, StoreError>;

    /// Makes an account, its verified default address, its first session and known device, and removes
    /// the pending registration. MUST do nothing unless the token belongs to a pending registration
    /// that is verified and whose token has not expired at `now`, and nothing when somebody has verified
    /// the address before. Each token makes at most one account.
    async fn register(&self, command: Register) -> Result<RegisterOutcome, StoreError>;

    /// Replaces the whole profile and sets `updated_at` to `now`. MUST do nothing unless `updated_at` is
    /// still `seen_at`, and nothing when another account has a user name of the same key.
    async fn update_profile(&self, command: UpdateProfile) -> Result<UpdateProfileOutcome, StoreError>;

    /// Replaces the password hash, sets `updated_at`, ends every other session of the person and all that apps
    /// were allowed but in the session that goes on, drops their sign-in challenges and password resets, and enqueues the notice. MUST do nothing and tell
    /// `false` unless `old` is still the current hash.
    async fn change_password(&self, command: ChangePassword) -> Result<bool, StoreError>;

    /// Consumes a reset: replaces the password hash of its person, sets `updated_at`, ends *every*
    /// session of theirs, revokes everything else that lets somebody act as them (OAuth grants and what
    /// came of them), drops their sign-in challenges and their other resets, and enqueues the notice.
    /// MUST do nothing and tell `false` unless there is such a reset, of a person, which has not expired
    /// at `now`; so of several calls with one token exactly one gets `true`.
    async fn reset_password(&self, command: ResetPassword) -> Result<bool, StoreError>;

    /// Removes a person with everything that is theirs: addresses, sessions, challenges, resets, second factor,
    /// devices, what applications were allowed, the OAuth clients they own with all that came of them,
    /// their memberships, and the projects in which nobody else is. Enqueues the notice. Keeps the entries of
    /// the audit log, this one included, but drops from them what is personal: network address and user
    /// agent of what they did and of what nobody known did to them, the mail address of what is about them,
    /// and their verified addresses wherever they stand. MUST do nothing unless `seen_password` is still the current hash, and nothing while they own a project that has
    /// other members. Whoever adds a member at the same time comes before or after, never in between.
    async fn delete(&self, command: DeleteAccount) -> Result<DeleteAccountOutcome, StoreError>;

    /// Stores a stronger hash of the same password. MUST do nothing unless `old` is still the current
    /// hash; MUST leave sessions and `updated_at` alone. Tells whether it was replaced.
    async fn replace_hash(&self, command: ReplaceHash) -> Result<bool, StoreError>;

    /// Makes the second factor pending with this secret, in place of another pending one. MUST do
    /// nothing and tell `false` when the second factor is on (or there is no such account).
    async fn begin_totp(&self, command: BeginTotp) -> Result<bool, StoreError>;

    /// Switches the second factor on with `step` as the last used one, replaces all recovery codes, sets
    /// `updated_at` and enqueues the notice. MUST do nothing and tell `false` unless the second factor is
    /// pending with exactly this sealed secret.
    async fn enable_totp(&self, command: EnableTotp) -> Result<bool, StoreError>;

    /// Switches the second factor off, removes secret and recovery codes, drops the person's sign-in
    /// challenges, sets `updated_at` and enqueues the notice. MUST do nothing and tell `false` unless it
    /// is on and the proof is good: a step newer than the last used one, or one of the recovery codes.
    async fn disable_totp(&self, command: DisableTotp) -> Result<bool, StoreError>;
}

/// For [`AccountStore::register`].
#[derive(Debug, Clone)]
pub struct Register {
    /// The token that is used up.
    pub token: RegistrationTokenDigest,
    /// Who registers.
    pub account: NewAccount,
    /// Their first session; its device is unknown to the person, yet nobody is told.
    pub session: NewSession,
    /// The instant of the command.
    pub now: Timestamp,
}

/// What became of a [`Register`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegisterOutcome {
    /// Done.
    Registered,
    /// The token is unknown, used up or expired.
    TokenSpent,
    /// An account has the address.
    AddressTaken,
}

/// For [`AccountStore::update_profile`].
#[derive(Debug, Clone)]
pub struct UpdateProfile {
    /// Whose.
    pub user: UserId,
    /// The profile from now on.
    pub profile: Profile,
    /// [`Account::updated_at`] of the account that the change was made from.
    pub seen_at: Timestamp,
    /// The new `updated_at`; after `seen_at`.
    pub now: Timestamp,
    /// What is kept of it.
    pub audit: AuditRecord,
}

/// What became of an [`UpdateProfile`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UpdateProfileOutcome {
    /// Done.
    Updated,
    /// Somebody else has the user name.
    UsernameTaken,
    /// The account changed since it was read.
    Stale,
    /// There is no such account.
    Gone,
}

/// For [`AccountStore::change_password`].
#[derive(Debug, Clone)]
pub struct ChangePassword {
    /// Whose.
    pub user: UserId,
    /// The hash that the typed password was compared with.
    pub old: PasswordHash,
    /// The hash from now on.
    pub new: PasswordHash,
    /// The session that goes on.
    pub keep: SessionId,
    /// Attempts that are forgiven.
    pub pardon: Vec<Pardon>,
    /// Tells the person.
    pub notice: OutboxEntry,
    /// The instant of the command.
    pub now: Timestamp,
    /// What is kept of it.
    pub audit: AuditRecord,
}

/// For [`AccountStore::reset_password`].
#[derive(Debug, Clone)]
pub struct ResetPassword {
    /// The reset that is used up.
    pub token: ResetTokenDigest,
    /// The hash from now on.
    pub new: PasswordHash,
    /// Attempts that are forgiven.
    pub pardon: Vec<Pardon>,
    /// Tells the person.
    pub notice: OutboxEntry,
    /// The instant of the command.
    pub now: Timestamp,
    /// What is kept of it.
    pub audit: AuditRecord,
}

/// For [`AccountStore::delete`].
#[derive(Debug, Clone)]
pub struct DeleteAccount {
    /// Whose.
    pub user: UserId,
    /// The hash that the typed password was compared with.
    pub seen_password: PasswordHash,
    /// Attempts that are forgiven.
    pub pardon: Vec<Pardon>,
    /// Tells the person.
    pub notice: OutboxEntry,
    /// The instant of the command.
    pub now: Timestamp,
    /// What is kept of it.
    pub audit: AuditRecord,
}

/// What became of a [`DeleteAccount`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeleteAccountOutcome {
    /// Done.
    Deleted,
    /// The person owns a project that has other members.
    OwnsSharedProject,
    /// The password was changed meanwhile, or the account is gone.
    Stale,
}

/// For [`AccountStore::replace_hash`].
#[derive(Debug, Clone)]
pub struct ReplaceHash {
    /// Whose.
    pub user: UserId,
    /// The hash that the typed password was compared with.
    pub old: PasswordHash,
    /// The hash from now on.
    pub new: PasswordHash,
}

/// For [`AccountStore::begin_totp`].
#[derive(Debug, Clone)]
pub struct BeginTotp {
    /// Whose.
    pub user: UserId,
    /// The secret.
    pub secret: Sealed,
    /// What is kept of it.
    pub audit: AuditRecord,
}

/// For [`AccountStore::enable_totp`].
#[derive(Debug, Clone)]
pub struct EnableTotp {
    /// Whose.
    pub user: UserId,
    /// The pending secret.
    pub secret: Sealed,
    /// The step whose code confirmed it.
    pub step: u64,
    /// The new recovery codes.
    pub recovery: Vec<RecoveryCodeDigest>,
    /// Tells the person.
    pub notice: OutboxEntry,
    /// The instant of the command.
    pub now: Timestamp,
    /// What is kept of it.
    pub audit: AuditRecord,
}

/// For [`AccountStore::disable_totp`].
#[derive(Debug, Clone)]
pub struct DisableTotp {
    /// Whose.
    pub user: UserId,
    /// What shows that the person holds the second factor.
    pub proof: SecondFactorProof,
    /// Attempts that are forgiven.
    pub pardon: Vec<Pardon>,
    /// Tells the person.
    pub notice: OutboxEntry,
    /// The instant of the command.
    pub now: Timestamp,
    /// What is kept of it.
    pub audit: AuditRecord,
}
