use super::{Addresses, ROUNDS, Tidings};
use crate::AddressChange;
use crate::ports::RemoveEmail;
use hitkey_kernel::{Actor, EmailId, StoreError};

/// An address can't be removed.
#[derive(Debug, thiserror::Error)]
pub enum RemoveAddressError {
    /// The person has no such address.
    #[error("there is no such address")]
    NotFound,
    /// The person has no other verified address.
    #[error("the only verified address can't be removed")]
    OnlyVerified,
    /// There is no such account any more.
    #[error("the account is gone")]
    Gone,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Addresses {
    /// Removes an address. When it is the default one, the oldest other verified one takes its place. A
    /// verified address is told that it was removed, and so is whoever is written to, before and after.
    ///
    /// # Errors
    /// [`RemoveAddressError`].
    pub async fn remove(&self, by: &Actor, email: EmailId) -> Result<(), RemoveAddressError> {
        for _ in 0..ROUNDS {
            if self.try_remove(by, email).await? {
                return Ok(());
            }
        }
        Err(StoreError::unavailable("the account changes too often").into())
    }

    /// `false` when the addresses changed meanwhile.
    async fn try_remove(&self, by: &Actor, id: EmailId) -> Result<bool, RemoveAddressError> {
        let now = self.env.now();
        let account = self.env.accounts.find(by.user).await?.ok_or(RemoveAddressError::Gone)?;
        let email = account.emails.find(id).ok_or(RemoveAddressError::NotFound)?;
        let default = account.emails.default_without(id).ok_or(RemoveAddressError::OnlyVerified)?;
        let (address, change) = (&email.address, AddressChange::Removed);
        let tidings = Tidings { email: id, address, change, by };
        let seen_verified = email.verified_at.is_some();
        let told = [account.email(), email, default].into_iter().filter(|_| seen_verified);
        let command = RemoveEmail {
            user: account.id,
            email: id,
            seen_verified,
            seen_default: account.email().id,
            default: default.id,
            notices: self.notices(told, tidings, now),
            audit: tidings.record(&self.env, now),
            now,
        };
        Ok(self.env.emails.remove(command).await?)
    }
}
