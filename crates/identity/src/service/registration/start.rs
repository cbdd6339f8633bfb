use super::Registration;
use crate::ports::PutRegistration;
use crate::service::guard::{Claimed, Refusal, from_block, from_refusal};
use crate::{
    Account, CodePurpose, Notice, Origin, PendingRegistration, PendingState, RetryAfter, ThrottleClaim,
    ThrottleKey, VerificationCode, VerificationCodeDigest,
};
use hitkey_kernel::{EmailAddress, StoreError, Timestamp};

/// A registration can't be started.
#[derive(Debug, thiserror::Error)]
pub enum StartRegistrationError {
    /// Too many mails were caused from this network.
    #[error("too many registrations from this network")]
    Throttled(RetryAfter),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The code can't be mailed again.
#[derive(Debug, thiserror::Error)]
pub enum ResendCodeError {
    /// Nobody wants to register this address, or it was long ago.
    #[error("no registration is pending")]
    NotPending,
    /// The code was entered already.
    #[error("the address is verified already")]
    AlreadyVerified,
    /// The last mail is too fresh.
    #[error("a code was sent a moment ago")]
    Cooldown(RetryAfter),
    /// Too many mails were caused from this network.
    #[error("too many registrations from this network")]
    Throttled(RetryAfter),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

from_refusal!(StartRegistrationError, ResendCodeError);

/// Why no mail went out.
enum NotSent {
    TooSoon(RetryAfter),
    Refused(Refusal),
}

impl From<StoreError> for NotSent {
    fn from(error: StoreError) -> Self {
        Self::Refused(Refusal::Store(error))
    }
}

impl Registration {
    /// Mails a code to the address, or a hint to its owner if it has an account. Begins anew when a
    /// registration is pending. A mail sent less than a minute ago stays the last one, and its code good.
    ///
    /// # Errors
    /// [`StartRegistrationError`]; never for an address that has an account.
    pub async fn start(&self, email: &EmailAddress, origin: &Origin) -> Result<(), StartRegistrationError> {
        let pending = self.env.challenges.find_registration(email).await?;
        match self.send(email, pending.as_ref(), origin).await {
            Ok(()) | Err(NotSent::TooSoon(_)) => Ok(()),
            Err(NotSent::Refused(refusal)) => Err(refusal.into()),
        }
    }

    /// Mails a fresh code in place of the last one.
    ///
    /// # Errors
    /// [`ResendCodeError`].
    pub async fn resend(&self, email: &EmailAddress, origin: &Origin) -> Result<(), ResendCodeError> {
        let pending = self.env.challenges.find_registration(email).await?;
        let pending = pending.ok_or(ResendCodeError::NotPending)?;
        if pending.state != PendingState::AwaitingCode {
            return Err(ResendCodeError::AlreadyVerified);
        }
        self.send(email, Some(&pending), origin).await.map_err(|error| match error {
            NotSent::TooSoon(retry_after) => ResendCodeError::Cooldown(retry_after),
            NotSent::Refused(refusal) => refusal.into(),
        })
    }

    async fn send(
        &self,
        email: &EmailAddress,
        pending: Option<&PendingRegistration>,
        origin: &Origin,
    ) -> Result<(), NotSent> {
        let now = self.env.now();
        let cooldown = self.env.rules.resend_cooldown;
        if let Some(wait) = pending.map(|pending| (pending.sent_at + cooldown).since(now))
            && !wait.is_zero()
        {
            return Err(NotSent::TooSoon(RetryAfter(wait)));
        }
        self.claim_mail(email, origin, now).await?;
        let account = self.env.accounts.find_by_email(email).await?;
        let (code, notice) = self.code_and_notice(email, account.as_ref(), origin);
        let command = PutRegistration {
            pending: self.pending(email, code, now),
            seen_sent_at: pending.map(|pending| pending.sent_at),
            mail: self.env.notices.entry(&notice, now),
        };
        let sent = self.env.challenges.put_registration(command).await?;
        if sent { Ok(()) } else { Err(NotSent::TooSoon(RetryAfter(cooldown))) }
    }

    async fn claim_mail(
        &self,
        email: &EmailAddress,
        origin: &Origin,
        now: Timestamp,
    ) -> Result<Claimed, NotSent> {
        let policies = &self.env.rules.throttle;
        let key = ThrottleKey::registration_mail(email);
        let mail = ThrottleClaim { key, policy: policies.registration_mail };
        let block = from_block(origin, ThrottleKey::mail_from, policies.mail_from);
        self.env.claim(block.into_iter().chain([mail]), now).await.map_err(|refusal| match refusal {
            Refusal::Throttled { by, retry_after } if by == key => NotSent::TooSoon(retry_after),
            refusal => NotSent::Refused(refusal),
        })
    }

    /// The owner of an account is told that it exists, at the address they gave; nobody gets a code then.
    fn code_and_notice(
        &self,
        email: &EmailAddress,
        account: Option<&Account>,
        origin: &Origin,
    ) -> (VerificationCodeDigest, Notice) {
        let (random, language) = (self.env.ambient.random(), origin.language);
        let own = account.and_then(|account| account.emails.verified().find(|own| own.address == *email));
        if let Some(own) = own {
            let notice = Notice::AccountExists { to: own.address.clone(), language };
            return (VerificationCodeDigest::of_no_code(random), notice);
        }
        let code = VerificationCode::generate(random);
        let digest = code.digest(CodePurpose::Registration, email);
        (digest, Notice::RegistrationCode { to: email.clone(), language, code })
    }

    fn pending(
        &self,
        email: &EmailAddress,
        code: VerificationCodeDigest,
        now: Timestamp,
    ) -> PendingRegistration {
        PendingRegistration {
            email: email.clone(),
            code,
            code_expires_at: now + self.env.rules.registration_code,
            attempts: 0,
            sent_at: now,
            state: PendingState::AwaitingCode,
        }
    }
}
