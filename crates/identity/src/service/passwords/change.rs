use super::{Passwords, hints};
use crate::ports::{ChangePassword, HashingError, Verdict};
use crate::service::guard::{Claimed, from_refusal};
use crate::{
    Account, Event, Password, PasswordHash, ProofPurpose, RetryAfter, ThrottleClaim, ThrottleKey,
    WeakPassword,
};
use hitkey_kernel::{Actor, SessionId, StoreError};

/// What a signed-in person asks for.
#[derive(Debug, Clone)]
pub struct PasswordChange {
    /// Who, and from where.
    pub by: Actor,
    /// Their session; it goes on, every other one ends.
    pub session: SessionId,
    /// The password until now.
    pub current: Password,
    /// The password from now on.
    pub new: Password,
}

/// A password can't be changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangePasswordError {
    /// The current password is another one.
    #[error("the current password is wrong")]
    WrongPassword,
    /// The new password can't be accepted.
    #[error(transparent)]
    Weak(#[from] WeakPassword),
    /// Too many passwords were tried.
    #[error("too many attempts")]
    Throttled(RetryAfter),
    /// A password could not be hashed; the attempt does not count.
    #[error(transparent)]
    Hashing(#[from] HashingError),
    /// There is no such account any more.
    #[error("the account is gone")]
    Gone,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

from_refusal!(ChangePasswordError);

impl Passwords {
    /// Changes the password of a signed-in person. Their other sessions end, and a mail tells them.
    ///
    /// # Errors
    /// [`ChangePasswordError`].
    pub async fn change(&self, request: PasswordChange) -> Result<(), ChangePasswordError> {
        let account = self.env.accounts.find(request.by.user).await?.ok_or(ChangePasswordError::Gone)?;
        request.new.judge(&hints(&account))?;
        let key = ThrottleKey::password(request.by.user);
        let claim = ThrottleClaim { key, policy: self.env.rules.throttle.password };
        let claimed = self.env.claim([claim], self.env.now()).await?;
        let new = self.new_hash(&account, &request, &claimed).await?;
        let now = self.env.now();
        let command = ChangePassword {
            user: request.by.user,
            old: account.password.clone(),
            new,
            keep: request.session,
            pardon: claimed.forgotten(&[key]),
            notice: self.changed_notice(&account, &request.by.origin, now),
            audit: self.env.record(&Event::PasswordChanged { user: request.by.user }, &request.by, now),
            now,
        };
        let changed = self.env.accounts.change_password(command).await?;
        if changed { Ok(()) } else { Err(ChangePasswordError::WrongPassword) }
    }

    /// A password that could not be compared was not tried.
    async fn new_hash(
        &self,
        account: &Account,
        request: &PasswordChange,
        claimed: &Claimed,
    ) -> Result<PasswordHash, ChangePasswordError> {
        match self.compared_and_hashed(account, request).await {
            Ok(Some(hash)) => Ok(hash),
            Ok(None) => {
                self.env.proof_failed(&request.by, ProofPurpose::PasswordChange).await?;
                Err(ChangePasswordError::WrongPassword)
            }
            Err(error) => {
                self.env.throttle.pardon(claimed.taken_back()).await?;
                Err(error.into())
            }
        }
    }

    async fn compared_and_hashed(
        &self,
        account: &Account,
        request: &PasswordChange,
    ) -> Result<Option<PasswordHash>, HashingError> {
        match self.env.hasher.verify(&request.current, Some(&account.password)).await? {
            Verdict::Wrong => Ok(None),
            Verdict::Right | Verdict::RightButWeak => self.env.hasher.hash(&request.new).await.map(Some),
        }
    }
}
