use super::{Addresses, Event, ROUNDS};
use crate::ports::SetDefaultEmail;
use crate::{AccountEmail, AddressChange, Origin};
use hitkey_kernel::{EmailId, StoreError, UserId};

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
        user: UserId,
        email: EmailId,
        origin: &Origin,
    ) -> Result<AccountEmail, SetDefaultAddressError> {
        for _ in 0..ROUNDS {
            if let Some(email) = self.try_set_default(user, email, origin).await? {
                return Ok(email);
            }
        }
        Err(StoreError::unavailable("the account changes too often").into())
    }

    /// `None` when the addresses changed meanwhile.
    async fn try_set_default(
        &self,
        user: UserId,
        id: EmailId,
        origin: &Origin,
    ) -> Result<Option<AccountEmail>, SetDefaultAddressError> {
        let (env, now) = (&self.env, self.env.now());
        let account = env.accounts.find(user).await?.ok_or(SetDefaultAddressError::Gone)?;
        let email = account.emails.find(id).ok_or(SetDefaultAddressError::NotFound)?;
        if email.verified_at.is_none() {
            return Err(SetDefaultAddressError::NotVerified);
        }
        let old = account.email();
        if old.id == id {
            return Ok(Some(email.clone()));
        }
        let event = Event { address: &email.address, change: AddressChange::MadeDefault, origin };
        let notices = self.notices([old, email], event, now);
        let command = SetDefaultEmail { user, email: id, seen_default: old.id, notices, now };
        let done = env.emails.set_default(command).await?;
        Ok(done.then(|| AccountEmail { is_default: true, ..email.clone() }))
    }
}
