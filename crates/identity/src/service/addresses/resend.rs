use super::{Addresses, FreshCode};
use crate::ports::PutAddressCode;
use crate::service::guard::Refusal;
use crate::{AccountEmail, Origin, RetryAfter, ThrottleKey};
use hitkey_kernel::{EmailAddress, StoreError, Timestamp, UserId};

/// The code of an address can't be mailed again.
#[derive(Debug, thiserror::Error)]
pub enum ResendAddressCodeError {
    /// The person has no such address.
    #[error("there is no such address")]
    NotFound,
    /// It is verified already.
    #[error("the address is verified already")]
    AlreadyVerified,
    /// The last mail is too fresh.
    #[error("a code was sent a moment ago")]
    Cooldown(RetryAfter),
    /// Too many mails were caused from this network.
    #[error("too many mails from this network")]
    Throttled(RetryAfter),
    /// There is no such account any more.
    #[error("the account is gone")]
    Gone,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Addresses {
    /// Mails a fresh code in place of the last one.
    ///
    /// # Errors
    /// [`ResendAddressCodeError`].
    pub async fn resend(
        &self,
        user: UserId,
        address: &EmailAddress,
        origin: &Origin,
    ) -> Result<(), ResendAddressCodeError> {
        let account = self.env.accounts.find(user).await?.ok_or(ResendAddressCodeError::Gone)?;
        let email = account.emails.of_address(address).ok_or(ResendAddressCodeError::NotFound)?;
        if email.verified_at.is_some() {
            return Err(ResendAddressCodeError::AlreadyVerified);
        }
        let (now, cooldown) = (self.env.now(), self.env.rules.resend_cooldown);
        let seen_sent_at = self.env.emails.find_code(email.id).await?.map(|code| code.sent_at);
        if let Some(wait) = seen_sent_at.map(|sent_at| (sent_at + cooldown).since(now))
            && !wait.is_zero()
        {
            return Err(ResendAddressCodeError::Cooldown(RetryAfter(wait)));
        }
        self.claim_resend(email, origin, now).await?;
        let FreshCode { stored: code, mail } = self.fresh_code(email.id, &email.address, origin, now);
        let sent = self.env.emails.put_code(PutAddressCode { code, seen_sent_at, mail }).await?;
        if sent { Ok(()) } else { Err(ResendAddressCodeError::Cooldown(RetryAfter(cooldown))) }
    }

    async fn claim_resend(
        &self,
        email: &AccountEmail,
        origin: &Origin,
        now: Timestamp,
    ) -> Result<(), ResendAddressCodeError> {
        let key = ThrottleKey::address_mail(&email.address);
        match self.claim_mail(&email.address, origin, None, now).await {
            Ok(_) => Ok(()),
            Err(Refusal::Throttled { by, retry_after }) if by == key => {
                Err(ResendAddressCodeError::Cooldown(retry_after))
            }
            Err(Refusal::Throttled { retry_after, .. }) => {
                Err(ResendAddressCodeError::Throttled(retry_after))
            }
            Err(Refusal::Store(error)) => Err(error.into()),
        }
    }
}
