use crate::{AddressCode, Pardon, VerificationCodeDigest};
use async_trait::async_trait;
use hitkey_kernel::{AuditRecord, EmailAddress, EmailId, OutboxEntry, StoreError, Timestamp, UserId};

/// Keeps which addresses people have, besides the one they registered with, and the codes that prove them.
/// See the [module](crate::ports) for what holds of every method.
///
/// At every instant exactly one address of a person is the default one, it is verified, and an address
/// is verified for at most one person. A code whose time has passed MUST still be found for an hour, because
/// people are told that it expired; after that it may be removed.
///
/// Whatever changes verified addresses or the default one MUST set the account's `updated_at` to `now`, but
/// never back.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait]
pub trait EmailStore: Send + Sync {
    /// The code last mailed to this address, expired or not.
    async fn find_code(&self, email: EmailId) -> Result<Option<AddressCode>, StoreError>;

    /// Adds an address that is not verified, with its code, and enqueues the mails. MUST do nothing when
    /// anybody has verified the address or the person has it already, and nothing when the person has
    /// `limit` addresses.
    async fn add(&self, command: AddEmail) -> Result<AddEmailOutcome, StoreError>;

    /// Stores a code in place of the address's former one and enqueues the mail. MUST do nothing and tell
    /// `false` unless there is such an address and it is not verified, and nothing when there is a code
    /// whose `sent_at` is not `seen_sent_at`: of several callers, one sends a mail.
    async fn put_code(&self, command: PutAddressCode) -> Result<bool, StoreError>;

    /// Counts an attempt and returns the code with it counted. MUST do nothing and return `None` unless
    /// the address has a code that has not expired at `now` and fewer than `tries` attempts were counted.
    async fn claim_attempt(
        &self,
        email: EmailId,
        tries: u32,
        now: Timestamp,
    ) -> Result<Option<AddressCode>, StoreError>;

    /// Makes an address of the person verified, removes its code and enqueues the notices. MUST do nothing
    /// unless its code is still this one, and nothing when somebody else has verified the address before:
    /// of several people who prove it at once, it belongs to one.
    async fn verify(&self, command: VerifyEmail) -> Result<VerifyEmailOutcome, StoreError>;

    /// Makes another address the default one and enqueues the notices. MUST do nothing and tell `false`
    /// unless it is a verified address of the person and `seen_default` is still the default one.
    async fn set_default(&self, command: SetDefaultEmail) -> Result<bool, StoreError>;

    /// Removes an address with its code, makes `default` the default one and enqueues the notices. When the
    /// address was verified, MUST drop the person's password resets, which may have been mailed to it. MUST
    /// do nothing and tell `false` unless the person has the address and it is still verified or not as
    /// seen, `seen_default` is still the default one, and `default` is another, verified address of theirs.
    async fn remove(&self, command: RemoveEmail) -> Result<bool, StoreError>;
}

/// For [`EmailStore::add`].
#[derive(Debug, Clone)]
pub struct AddEmail {
    /// Whose.
    pub user: UserId,
    /// The address as it was typed.
    pub address: EmailAddress,
    /// The code that proves it; names the address.
    pub code: AddressCode,
    /// How many addresses a person can have.
    pub limit: u32,
    /// The mail with the code, and what tells the person.
    pub mails: Vec<OutboxEntry>,
    /// When it is added.
    pub now: Timestamp,
    /// What is kept of it.
    pub audit: AuditRecord,
}

/// What became of an [`AddEmail`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddEmailOutcome {
    /// Done.
    Added,
    /// Somebody has verified the address, or it is one of the person's already.
    AddressTaken,
    /// The person has as many addresses as they can have.
    TooMany,
    /// There is no such account.
    Gone,
}

/// For [`EmailStore::put_code`].
#[derive(Debug, Clone)]
pub struct PutAddressCode {
    /// The code from now on.
    pub code: AddressCode,
    /// `sent_at` of the code that was seen before, if there was one.
    pub seen_sent_at: Option<Timestamp>,
    /// The mail with the code.
    pub mail: OutboxEntry,
}

/// For [`EmailStore::verify`].
#[derive(Debug, Clone)]
pub struct VerifyEmail {
    /// Whose.
    pub user: UserId,
    /// Which address.
    pub email: EmailId,
    /// The code that was entered.
    pub code: VerificationCodeDigest,
    /// Attempts that are forgiven.
    pub pardon: Vec<Pardon>,
    /// Tell the person.
    pub notices: Vec<OutboxEntry>,
    /// The instant of the command.
    pub now: Timestamp,
    /// What is kept of it.
    pub audit: AuditRecord,
}

/// What became of a [`VerifyEmail`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerifyEmailOutcome {
    /// Done.
    Verified,
    /// Somebody else has verified the address.
    AddressTaken,
    /// The code was used up or replaced, or the address is gone.
    CodeSpent,
}

/// For [`EmailStore::set_default`].
#[derive(Debug, Clone)]
pub struct SetDefaultEmail {
    /// Whose.
    pub user: UserId,
    /// The default address from now on.
    pub email: EmailId,
    /// The default address until now.
    pub seen_default: EmailId,
    /// Tell the person.
    pub notices: Vec<OutboxEntry>,
    /// The instant of the command.
    pub now: Timestamp,
    /// What is kept of it.
    pub audit: AuditRecord,
}

/// For [`EmailStore::remove`].
#[derive(Debug, Clone)]
pub struct RemoveEmail {
    /// Whose.
    pub user: UserId,
    /// Which address.
    pub email: EmailId,
    /// Whether it was seen to be verified.
    pub seen_verified: bool,
    /// The default address until now.
    pub seen_default: EmailId,
    /// The default address from now on; may be the same.
    pub default: EmailId,
    /// Tell the person.
    pub notices: Vec<OutboxEntry>,
    /// The instant of the command.
    pub now: Timestamp,
    /// What is kept of it.
    pub audit: AuditRecord,
}
