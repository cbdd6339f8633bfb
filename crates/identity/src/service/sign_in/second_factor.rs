use super::SignIn;
use crate::ports::{CompleteSignIn, CompleteSignInOutcome, UnsealError};
use crate::service::guard::{Claimed, from_block, from_refusal};
use crate::service::opening::{Occasion, Opening, SignedIn};
use crate::{
    Account, AuthMethod, ChallengeToken, Credentials, Origin, Pardon, RetryAfter, SessionCookie,
    SignInChallenge, SignInStep, ThrottleClaim, ThrottleKey,
};
use hitkey_kernel::{SecretText, StoreError, UserId};

/// The second step of a sign-in.
#[derive(Debug, Clone)]
pub struct SecondFactorSignIn {
    /// What the first step returned.
    pub token: ChallengeToken,
    /// A TOTP code or a recovery code.
    pub code: SecretText,
    /// Where the call comes from.
    pub origin: Origin,
    /// The session that this browser had until now; it ends.
    pub supersedes: Option<SessionCookie>,
}

/// The second step of a sign-in failed.
#[derive(Debug, thiserror::Error)]
pub enum SecondFactorSignInError {
    /// The challenge is unknown, used up, expired, tried too often, or of the other kind of session: the
    /// person begins again with the password.
    #[error("the sign-in has to be begun again")]
    InvalidChallenge,
    /// The code is wrong or was used before.
    #[error("the code is wrong")]
    WrongCode,
    /// Too many codes were tried for this person or from this network.
    #[error("too many attempts")]
    Throttled(RetryAfter),
    /// The person's secret can't be read.
    #[error(transparent)]
    Unseal(#[from] UnsealError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

from_refusal!(SecondFactorSignInError);

impl SignIn {
    /// Signs a person in whose password was right, by TOTP code or recovery code. The kind of session
    /// must be the one that the first step was made for.
    ///
    /// # Errors
    /// [`SecondFactorSignInError`].
    pub async fn second_factor<C: Credentials>(
        &self,
        request: SecondFactorSignIn,
    ) -> Result<SignedIn<C>, SecondFactorSignInError> {
        let found = self.env.challenges.find_sign_in(&request.token.digest()).await?;
        let found = found.filter(|found| found.kind == C::KIND && self.env.now() < found.expires_at);
        let user = found.ok_or(SecondFactorSignInError::InvalidChallenge)?.user;
        let claimed = self.claim_second_factor(user, &request.origin).await?;
        let challenge = self.claim_challenge(&request.token).await?;
        let account = self.env.accounts.find(user).await?;
        let account = account.ok_or(SecondFactorSignInError::InvalidChallenge)?;
        self.complete(&account, &challenge, &request, &claimed).await
    }

    async fn claim_second_factor(
        &self,
        user: UserId,
        origin: &Origin,
    ) -> Result<Claimed, SecondFactorSignInError> {
        let policies = &self.env.rules.throttle;
        let key = ThrottleKey::second_factor(user);
        let person = ThrottleClaim { key, policy: policies.second_factor };
        let block = from_block(origin, ThrottleKey::code_from, policies.code_from);
        Ok(self.env.claim(block.into_iter().chain([person]), self.env.now()).await?)
    }

    /// The attempt is spent before the code is looked at.
    async fn claim_challenge(
        &self,
        token: &ChallengeToken,
    ) -> Result<SignInChallenge, SecondFactorSignInError> {
        let tries = self.env.rules.challenge_tries;
        let claimed =
            self.env.challenges.claim_sign_in_attempt(&token.digest(), tries, self.env.now()).await?;
        claimed.ok_or(SecondFactorSignInError::InvalidChallenge)
    }

    async fn complete<C: Credentials>(
        &self,
        account: &Account,
        challenge: &SignInChallenge,
        request: &SecondFactorSignIn,
        claimed: &Claimed,
    ) -> Result<SignedIn<C>, SecondFactorSignInError> {
        if !account.second_factor.is_on() {
            return Err(SecondFactorSignInError::InvalidChallenge);
        }
        let Some(proof) = self.env.proof(account, &request.code)? else {
            return Err(self.wrong_code(account, request).await?);
        };
        let now = self.env.now();
        let opening = Opening {
            account: account.summary(),
            occasion: Occasion::SignIn { recovery_code: proof.is_recovery_code() },
            origin: &request.origin,
            supersedes: request.supersedes.as_ref(),
            methods: challenge.methods.with(AuthMethod::OneTimePassword),
            pardon: pardon(account, claimed),
        };
        let (new, signed_in) = opening.prepare(&self.env, now);
        let command = CompleteSignIn { token: challenge.token, proof, new, now };
        match self.env.challenges.complete_sign_in(command).await? {
            CompleteSignInOutcome::Completed => Ok(signed_in),
            CompleteSignInOutcome::Gone => Err(SecondFactorSignInError::InvalidChallenge),
            CompleteSignInOutcome::ProofSpent => Err(self.wrong_code(account, request).await?),
        }
    }

    async fn wrong_code(
        &self,
        account: &Account,
        request: &SecondFactorSignIn,
    ) -> Result<SecondFactorSignInError, StoreError> {
        self.failed(Some(account.id), SignInStep::SecondFactor, &request.origin).await?;
        Ok(SecondFactorSignInError::WrongCode)
    }
}

/// Both steps succeeded: nothing is held against the person any more, under whichever address.
fn pardon(account: &Account, claimed: &Claimed) -> Vec<Pardon> {
    let addresses = account.emails.verified().map(|email| ThrottleKey::sign_in(&email.address));
    let keys: Vec<_> = addresses.chain([ThrottleKey::second_factor(account.id)]).collect();
    claimed.forgotten(&keys)
}
