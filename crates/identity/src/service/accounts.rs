use super::Environment;
use super::guard::{Claimed, from_refusal};
use crate::ports::{DeleteAccount, DeleteAccountOutcome, HashingError, Verdict};
use crate::{Account, Event, Notice, Origin, Password, ProofPurpose, RetryAfter, ThrottleClaim, ThrottleKey};
use hitkey_kernel::{Actor, Author, OutboxEntry, StoreError, UserId};
use std::sync::Arc;

/// Having an account, until one no longer wants it.
#[derive(Debug, Clone)]
pub struct Accounts {
    env: Arc<Environment>,
}

/// An account can't be deleted.
#[derive(Debug, thiserror::Error)]
pub enum DeleteAccountError {
    /// The password is another one.
    #[error("the password is wrong")]
    WrongPassword,
    /// The person owns a project that has other members: they hand it over or remove them first.
    #[error("the person owns a project with other members")]
    OwnsSharedProject,
    /// Too many passwords were tried.
    #[error("too many attempts")]
    Throttled(RetryAfter),
    /// The password could not be compared; the attempt does not count.
    #[error(transparent)]
    Hashing(#[from] HashingError),
    /// There is no such account any more.
    #[error("the account is gone")]
    Gone,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

from_refusal!(DeleteAccountError);

impl Accounts {
    pub(super) fn new(env: Arc<Environment>) -> Self {
        Self { env }
    }

    /// Deletes a person with everything that is theirs, given their password. A last mail tells them. Their
    /// id is never used again.
    ///
    /// # Errors
    /// [`DeleteAccountError`].
    pub async fn delete(&self, by: &Actor, password: &Password) -> Result<(), DeleteAccountError> {
        let (env, user) = (&self.env, by.user);
        let account = env.accounts.find(user).await?.ok_or(DeleteAccountError::Gone)?;
        let key = ThrottleKey::password(user);
        let claim = ThrottleClaim { key, policy: env.rules.throttle.password };
        let claimed = env.claim([claim], env.now()).await?;
        if self.compare(&account, password, &claimed).await? == Verdict::Wrong {
            env.proof_failed(by, ProofPurpose::AccountDeletion).await?;
            return Err(DeleteAccountError::WrongPassword);
        }
        let now = env.now();
        let command = DeleteAccount {
            user,
            notice: self.notice(&account, &by.origin),
            audit: env.record(&Event::AccountDeleted { user }, nowhere(user), now),
            now,
            pardon: claimed.forgotten(&[key]),
            seen_password: account.password,
        };
        match env.accounts.delete(command).await? {
            DeleteAccountOutcome::Deleted => Ok(()),
            DeleteAccountOutcome::OwnsSharedProject => Err(DeleteAccountError::OwnsSharedProject),
            DeleteAccountOutcome::Stale => Err(DeleteAccountError::WrongPassword),
        }
    }

    /// A password that could not be compared was not tried.
    async fn compare(
        &self,
        account: &Account,
        password: &Password,
        claimed: &Claimed,
    ) -> Result<Verdict, DeleteAccountError> {
        match self.env.hasher.verify(password, Some(&account.password)).await {
            Ok(verdict) => Ok(verdict),
            Err(error) => {
                self.env.throttle.pardon(claimed.taken_back()).await?;
                Err(error.into())
            }
        }
    }

    fn notice(&self, account: &Account, origin: &Origin) -> OutboxEntry {
        let (to, language, at) = (account.email().address.clone(), origin.language, self.env.now());
        self.env.notices.entry(&Notice::AccountDeleted { to, language, at }, at)
    }
}

/// The person without where they were, which goes with them.
const fn nowhere(user: UserId) -> Author<'static> {
    Author { user: Some(user), ..Author::SYSTEM }
}
