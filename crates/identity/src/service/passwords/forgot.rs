use super::Passwords;
use crate::ports::OpenReset;
use crate::service::guard::{Claimed, Refusal, from_block, from_refusal};
use crate::{
    Account, Event, Notice, Origin, PasswordReset, ResetToken, RetryAfter, ThrottleClaim, ThrottleKey,
};
use hitkey_kernel::{Author, EmailAddress, StoreError, Timestamp};

/// A reset can't be asked for.
#[derive(Debug, thiserror::Error)]
pub enum ForgotPasswordError {
    /// Too many mails were caused from this network.
    #[error("too many resets from this network")]
    Throttled(RetryAfter),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

from_refusal!(ForgotPasswordError);

impl Passwords {
    /// Mails a reset token to the person with this address. An unknown address costs the same work and
    /// leaves the same traces. An address that was mailed a moment ago gets no further mail; the link it
    /// has stays good.
    ///
    /// # Errors
    /// [`ForgotPasswordError`]; never for an address without an account.
    pub async fn forgot(&self, email: &EmailAddress, origin: &Origin) -> Result<(), ForgotPasswordError> {
        let now = self.env.now();
        if self.claim_reset(email, origin, now).await?.is_none() {
            return Ok(());
        }
        let account = self.env.accounts.find_by_email(email).await?;
        let token = ResetToken::generate(self.env.ambient.random());
        let reset = PasswordReset {
            token: token.digest(),
            user: account.as_ref().map(|account| account.id),
            email: email.clone(),
            created_at: now,
            expires_at: now + self.env.rules.password_reset,
        };
        let notice = notice(email, account.as_ref(), token, origin);
        let event = Event::ResetRequested { user: reset.user };
        let audit = self.env.record(&event, Author::stranger(origin), now);
        let command = OpenReset { reset, mail: self.env.notices.entry(&notice, now), audit };
        Ok(self.env.challenges.open_reset(command).await?)
    }

    /// `None` when the address was mailed a moment ago.
    async fn claim_reset(
        &self,
        email: &EmailAddress,
        origin: &Origin,
        now: Timestamp,
    ) -> Result<Option<Claimed>, Refusal> {
        let policies = &self.env.rules.throttle;
        let key = ThrottleKey::reset_mail(email);
        let mail = ThrottleClaim { key, policy: policies.reset_mail };
        let block = from_block(origin, ThrottleKey::mail_from, policies.mail_from);
        match self.env.claim(block.into_iter().chain([mail]), now).await {
            Ok(claimed) => Ok(Some(claimed)),
            Err(Refusal::Throttled { by, .. }) if by == key => Ok(None),
            Err(refusal) => Err(refusal),
        }
    }
}

/// The mail goes to the address that the person proved, in the spelling in which they proved it.
fn notice(email: &EmailAddress, account: Option<&Account>, token: ResetToken, origin: &Origin) -> Notice {
    let own = account.and_then(|account| account.emails.verified().find(|own| own.address == *email));
    match own {
        Some(own) => Notice::PasswordReset { to: own.address.clone(), language: origin.language, token },
        None => Notice::Decoy,
    }
}
