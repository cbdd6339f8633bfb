use super::{Addresses, FreshCode, Tidings};
use crate::ports::{AddEmail, AddEmailOutcome};
use crate::service::guard::from_refusal;
use crate::{AccountEmail, AddressChange, RetryAfter, ThrottleClaim, ThrottleKey};
use hitkey_kernel::{Actor, EmailAddress, EmailId, StoreError, Timestamp};

/// An address can't be added.
#[derive(Debug, thiserror::Error)]
pub enum AddAddressError {
    /// The person has it already, or somebody has verified it.
    #[error("the address is in use")]
    InUse,
    /// The person has as many addresses as they can have.
    #[error("the account has too many addresses")]
    TooMany,
    /// Too many mails went to this address, were caused from this network, or by this person.
    #[error("too many addresses or mails")]
    Throttled(RetryAfter),
    /// There is no such account any more.
    #[error("the account is gone")]
    Gone,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

from_refusal!(AddAddressError);

impl Addresses {
    /// Adds an address, which counts for nothing until the code mailed to it is
    /// [entered](Self::verify). Trying to find out who has an address is slowed down.
    ///
    /// # Errors
    /// [`AddAddressError`].
    pub async fn add(&self, by: &Actor, address: &EmailAddress) -> Result<AccountEmail, AddAddressError> {
        let (env, now, user) = (&self.env, self.env.now(), by.user);
        let account = env.accounts.find(user).await?.ok_or(AddAddressError::Gone)?;
        if account.emails.of_address(address).is_some() {
            return Err(AddAddressError::InUse);
        }
        let limit = env.rules.addresses;
        if account.emails.all().len() >= limit as usize {
            return Err(AddAddressError::TooMany);
        }
        let adding =
            ThrottleClaim { key: ThrottleKey::new_address(user), policy: env.rules.throttle.new_address };
        self.claim_mail(address, &by.origin, Some(adding), now).await?;
        let id = EmailId::generate(now, env.ambient.random());
        let FreshCode { stored: code, mail } = self.fresh_code(id, address, &by.origin, now);
        let tidings = Tidings { email: id, address, change: AddressChange::Added, by };
        let mut mails = self.notices([account.email()], tidings, now);
        mails.push(mail);
        let audit = tidings.record(env, now);
        let command = AddEmail { user, address: address.clone(), code, limit, mails, audit, now };
        match env.emails.add(command).await? {
            AddEmailOutcome::Added => Ok(unverified(id, address, now)),
            AddEmailOutcome::AddressTaken => Err(AddAddressError::InUse),
            AddEmailOutcome::TooMany => Err(AddAddressError::TooMany),
            AddEmailOutcome::Gone => Err(AddAddressError::Gone),
        }
    }
}

fn unverified(id: EmailId, address: &EmailAddress, now: Timestamp) -> AccountEmail {
    AccountEmail { id, address: address.clone(), is_default: false, verified_at: None, created_at: now }
}
