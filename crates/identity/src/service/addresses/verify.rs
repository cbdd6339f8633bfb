use super::{Addresses, Tidings};
use crate::ports::{VerifyEmail, VerifyEmailOutcome};
use crate::service::guard::{from_block, from_refusal};
use crate::{
    Account, AccountEmail, AddressChange, CodePurpose, RetryAfter, ThrottleKey, VerificationCode,
    VerificationCodeDigest,
};
use hitkey_kernel::{Actor, EmailAddress, EmailId, StoreError, Timestamp, UserId};

/// A code does not prove an address.
#[derive(Debug, thiserror::Error)]
pub enum VerifyAddressError {
    /// The person has no such address.
    #[error("there is no such address")]
    NotFound,
    /// It is verified already.
    #[error("the address is verified already")]
    AlreadyVerified,
    /// Somebody else has verified it meanwhile.
    #[error("the address is in use")]
    InUse,
    /// The code has expired.
    #[error("the code has expired")]
    Expired,
    /// The code was tried too often and is dead.
    #[error("the code was tried too often")]
    TooManyAttempts,
    /// It is another code.
    #[error("the code is wrong")]
    WrongCode,
    /// Too many codes were tried from this network.
    #[error("too many codes from this network")]
    Throttled(RetryAfter),
    /// There is no such account any more.
    #[error("the account is gone")]
    Gone,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

from_refusal!(VerifyAddressError);

impl Addresses {
    /// Makes an address of the person count, by the code that was mailed to it.
    ///
    /// # Errors
    /// [`VerifyAddressError`].
    pub async fn verify(
        &self,
        by: &Actor,
        address: &EmailAddress,
        code: &VerificationCode,
    ) -> Result<AccountEmail, VerifyAddressError> {
        let (env, now, user) = (&self.env, self.env.now(), by.user);
        let account = env.accounts.find(user).await?.ok_or(VerifyAddressError::Gone)?;
        let email = unproven(&account, address)?;
        let block = from_block(&by.origin, ThrottleKey::code_from, env.rules.throttle.code_from);
        let claimed = env.claim(block, now).await?;
        let stored = self.attempt(email.id, now).await?;
        if code.digest(CodePurpose::Address, &email.address) != stored {
            return Err(VerifyAddressError::WrongCode);
        }
        let (address, change) = (&email.address, AddressChange::Verified);
        let tidings = Tidings { email: email.id, address, change, by };
        let command = VerifyEmail {
            user,
            email: email.id,
            code: stored,
            pardon: claimed.taken_back(),
            notices: self.notices([account.email()], tidings, now),
            audit: tidings.record(env, now),
            now,
        };
        self.commit(command, email).await
    }

    /// The attempt is spent before the code is looked at.
    async fn attempt(
        &self,
        email: EmailId,
        now: Timestamp,
    ) -> Result<VerificationCodeDigest, VerifyAddressError> {
        let tries = self.env.rules.registration_tries;
        match self.env.emails.claim_attempt(email, tries, now).await? {
            Some(stored) => Ok(stored.code),
            None => Err(self.why_no_attempt(email, now).await?),
        }
    }

    async fn commit(
        &self,
        command: VerifyEmail,
        email: &AccountEmail,
    ) -> Result<AccountEmail, VerifyAddressError> {
        let (user, now) = (command.user, command.now);
        match self.env.emails.verify(command).await? {
            VerifyEmailOutcome::Verified => Ok(AccountEmail { verified_at: Some(now), ..email.clone() }),
            VerifyEmailOutcome::AddressTaken => Err(VerifyAddressError::InUse),
            VerifyEmailOutcome::CodeSpent => Err(self.why_spent(user, email.id).await?),
        }
    }

    /// A code that was swept has expired long ago.
    async fn why_no_attempt(&self, email: EmailId, now: Timestamp) -> Result<VerifyAddressError, StoreError> {
        Ok(match self.env.emails.find_code(email).await? {
            Some(code) if now < code.expires_at => VerifyAddressError::TooManyAttempts,
            _ => VerifyAddressError::Expired,
        })
    }

    /// Somebody was faster: with the same code, by asking for another one, or by removing the address.
    async fn why_spent(&self, user: UserId, email: EmailId) -> Result<VerifyAddressError, StoreError> {
        let Some(account) = self.env.accounts.find(user).await? else { return Ok(VerifyAddressError::Gone) };
        Ok(match account.emails.find(email) {
            None => VerifyAddressError::NotFound,
            Some(email) if email.verified_at.is_some() => VerifyAddressError::AlreadyVerified,
            Some(_) => VerifyAddressError::WrongCode,
        })
    }
}

fn unproven<'a>(
    account: &'a Account,
    address: &EmailAddress,
) -> Result<&'a AccountEmail, VerifyAddressError> {
    let email = account.emails.of_address(address).ok_or(VerifyAddressError::NotFound)?;
    if email.verified_at.is_some() { Err(VerifyAddressError::AlreadyVerified) } else { Ok(email) }
}
