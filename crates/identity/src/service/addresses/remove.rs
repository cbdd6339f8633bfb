use super::{Addresses, Event, ROUNDS};
use crate::ports::RemoveEmail;
use crate::{Account, AccountEmail, AddressChange, Origin};
use hitkey_kernel::{EmailId, StoreError, Timestamp, UserId};

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
    pub async fn remove(
        &self,
        user: UserId,
        email: EmailId,
        origin: &Origin,
    ) -> Result<(), RemoveAddressError> {
        for _ in 0..ROUNDS {
            if self.try_remove(user, email, origin).await? {
                return Ok(());
            }
        }
        Err(StoreError::unavailable("the account changes too often").into())
    }

    /// `false` when the addresses changed meanwhile.
    async fn try_remove(
        &self,
        user: UserId,
        id: EmailId,
        origin: &Origin,
    ) -> Result<bool, RemoveAddressError> {
        let now = self.env.now();
        let account = self.env.accounts.find(user).await?.ok_or(RemoveAddressError::Gone)?;
        let email = account.emails.find(id).ok_or(RemoveAddressError::NotFound)?;
        let default = account.emails.default_without(id).ok_or(RemoveAddressError::OnlyVerified)?;
        let command = removal(&account, email, default, now);
        let event = Event { address: &email.address, change: AddressChange::Removed, origin };
        let told = [account.email(), email, default].into_iter().filter(|_| command.seen_verified);
        let notices = self.notices(told, event, now);
        Ok(self.env.emails.remove(RemoveEmail { notices, ..command }).await?)
    }
}

fn removal(account: &Account, email: &AccountEmail, default: &AccountEmail, now: Timestamp) -> RemoveEmail {
    RemoveEmail {
        user: account.id,
        email: email.id,
        seen_verified: email.verified_at.is_some(),
        seen_default: account.email().id,
        default: default.id,
        notices: Vec::new(),
        now,
    }
}
