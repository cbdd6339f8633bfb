use super::Registration;
use crate::ports::VerifyRegistration;
use crate::service::guard::{Claimed, from_block, from_refusal};
use crate::{
    CodePurpose, Origin, PendingRegistration, PendingState, RegistrationToken, RetryAfter, ThrottleKey,
    VerificationCode,
};
use hitkey_kernel::{EmailAddress, StoreError, Timestamp};

/// A code does not prove the address.
#[derive(Debug, thiserror::Error)]
pub enum VerifyCodeError {
    /// Nobody wants to register this address, or it was long ago.
    #[error("no registration is pending")]
    NotPending,
    /// The code was entered already.
    #[error("the address is verified already")]
    AlreadyVerified,
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
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

from_refusal!(VerifyCodeError);

impl Registration {
    /// Exchanges the mailed code for a token that lets its holder, and nobody else, set the password.
    ///
    /// # Errors
    /// [`VerifyCodeError`].
    pub async fn verify(
        &self,
        email: &EmailAddress,
        code: &VerificationCode,
        origin: &Origin,
    ) -> Result<RegistrationToken, VerifyCodeError> {
        let (env, now) = (&self.env, self.env.now());
        let block = from_block(origin, ThrottleKey::code_from, env.rules.throttle.code_from);
        let claimed = env.claim(block, now).await?;
        let tries = env.rules.registration_tries;
        let Some(pending) = env.challenges.claim_registration_attempt(email, tries, now).await? else {
            return Err(self.why_no_attempt(email, now).await?);
        };
        if code.digest(CodePurpose::Registration, email) != pending.code {
            return Err(VerifyCodeError::WrongCode);
        }
        self.verified(&pending, &claimed, now).await
    }

    async fn verified(
        &self,
        pending: &PendingRegistration,
        claimed: &Claimed,
        now: Timestamp,
    ) -> Result<RegistrationToken, VerifyCodeError> {
        let token = RegistrationToken::generate(self.env.ambient.random());
        let command = VerifyRegistration {
            email: pending.email.clone(),
            code: pending.code,
            token: token.digest(),
            token_expires_at: now + self.env.rules.registration_token,
            pardon: claimed.taken_back(),
        };
        let won = self.env.challenges.verify_registration(command).await?;
        if won { Ok(token) } else { Err(VerifyCodeError::AlreadyVerified) }
    }

    async fn why_no_attempt(
        &self,
        email: &EmailAddress,
        now: Timestamp,
    ) -> Result<VerifyCodeError, StoreError> {
        Ok(match self.env.challenges.find_registration(email).await? {
            None => VerifyCodeError::NotPending,
            Some(pending) if pending.state != PendingState::AwaitingCode => VerifyCodeError::AlreadyVerified,
            Some(pending) if pending.code_expires_at <= now => VerifyCodeError::Expired,
            Some(_) => VerifyCodeError::TooManyAttempts,
        })
    }
}
