use super::{Addresses, ROUNDS, Tidings};
use crate::ports::SetDefaultEmail;
use crate::{AccountEmail, AddressChange};
use hitkey_kernel::{Actor, EmailId, StoreError};

/// An address can't become the default one.
#[derive(Debug, thiserror::Error)]
pub enum SetDefaultAddressError {
    /// The person has no such address.
    #[error("there is no such address")]
    NotFound,
    /// It is not verified.
    #[error("the address is not verified")]
    NotVerified,
    /// There is no such account any more.
    #[error("the account is gone")]
    Gone,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Addresses {
    /// Makes a verified address the one that the person is written to. Both addresses are told.
    ///
    /// # Errors
    /// [`SetDefaultAddressError`].
    pub async fn set_default(
        &self,
        by: &Actor,
        email: EmailId,
    ) -> Result<AccountEmail, SetDefaultAddressError> {
        for _ in 0..ROUNDS {
            if let Some(email) = self.try_set_default(by, email).await? {
                return Ok(email);
            }
        }
        Err(StoreError::unavailable("the account changes too often").into())
    }

    /// `None` when the addresses changed meanwhile.
    async fn try_set_default(
        &self,
        by: &Actor,
        id: EmailId,
    ) -> Result<Option<AccountEmail>, SetDefaultAddressError> {
        let (env, now, user) = (&self.env, self.env.now(), by.user);
        let account = env.accounts.find(user).await?.ok_or(SetDefaultAddressError::Gone)?;
        let email = account.emails.find(id).ok_or(SetDefaultAddressError::NotFound)?;
        if email.verified_at.is_none() {
            return Err(SetDefaultAddressError::NotVerified);
        }
        let old = account.email();
        if old.id == id {
            return Ok(Some(email.clone()));
        }
        let (address, change) = (&email.address, AddressChange::MadeDefault);
        let tidings = Tidings { email: id, address, change, by };
        let (notices, audit) = (self.notices([old, email], tidings, now), tidings.record(env, now));
        let command = SetDefaultEmail { user, email: id, seen_default: old.id, notices, audit, now };
        let done = env.emails.set_default(command).await?;
        Ok(done.then(|| AccountEmail { is_default: true, ..email.clone() }))
    }
}
