use super::SignIn;
use crate::ports::{HashingError, OpenSession, OpenSignIn, ReplaceHash, Verdict};
use crate::service::guard::{Claimed, from_block, from_refusal};
use crate::service::opening::{Occasion, Opening, SignedIn};
use crate::{
    Account, AuthMethods, ChallengeToken, Credentials, Origin, Password, PasswordHash, RetryAfter,
    SessionCookie, SignInChallenge, SignInStep, ThrottleClaim, ThrottleKey,
};
use hitkey_kernel::{EmailAddress, StoreError, Timestamp};

/// What somebody signs in with.
#[derive(Debug, Clone)]
pub struct PasswordSignIn {
    /// Any verified address of the person.
    pub email: EmailAddress,
    /// The password.
    pub password: Password,
    /// Where the call comes from.
    pub origin: Origin,
    /// The session that this browser had until now; it ends.
    pub supersedes: Option<SessionCookie>,
}

/// What a right password leads to.
#[derive(Debug, Clone)]
pub enum SignInOutcome<C> {
    /// The person is signed in.
    SignedIn(Box<SignedIn<C>>),
    /// A second factor is awaited from the holder of this token: [`SignIn::second_factor`].
    SecondFactorRequired(ChallengeToken),
}

/// Somebody can't be signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// The address is unknown or the password is wrong; it is not told which.
    #[error("address or password is wrong")]
    InvalidCredentials,
    /// Too many passwords were tried for this address or from this network.
    #[error("too many attempts")]
    Throttled(RetryAfter),
    /// The password could not be hashed; the attempt does not count.
    #[error(transparent)]
    Hashing(#[from] HashingError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

from_refusal!(SignInError);

impl SignIn {
    /// Signs a person in by password. An unknown address costs the same work as a wrong password.
    ///
    /// # Errors
    /// [`SignInError`].
    pub async fn password<C: Credentials>(
        &self,
        request: PasswordSignIn,
    ) -> Result<SignInOutcome<C>, SignInError> {
        // A flood is turned away before it costs the store anything.
        if self.env.hasher.is_overloaded() {
            return Err(HashingError::Overloaded.into());
        }
        let (claimed, account) = self.claim_password(&request).await?;
        let verdict = self.compare(&request.password, account.as_ref(), &claimed).await?;
        let user = account.as_ref().map(|account| account.id);
        let (Some(mut account), Verdict::Right | Verdict::RightButWeak) = (account, verdict) else {
            self.failed(user, SignInStep::Password, &request.origin).await?;
            return Err(SignInError::InvalidCredentials);
        };
        if verdict == Verdict::RightButWeak {
            account.password = self.strengthened(&account, &request.password).await?;
        }
        if account.second_factor.is_on() {
            return self.challenge::<C>(&account, &request, &claimed).await;
        }
        self.open(&account, &request, &claimed).await
    }

    /// Counts the attempt before it is made; gives whose address it is.
    async fn claim_password(
        &self,
        request: &PasswordSignIn,
    ) -> Result<(Claimed, Option<Account>), SignInError> {
        let policies = &self.env.rules.throttle;
        let key = ThrottleKey::sign_in(&request.email);
        let person = ThrottleClaim { key, policy: policies.sign_in };
        let block = from_block(&request.origin, ThrottleKey::sign_in_from, policies.sign_in_from);
        let claims = block.into_iter().chain([person]);
        Ok(self.env.claim_sign_in(claims, &request.email, self.env.now()).await?)
    }

    /// A password that could not be compared was not tried.
    async fn compare(
        &self,
        password: &Password,
        account: Option<&Account>,
        claimed: &Claimed,
    ) -> Result<Verdict, SignInError> {
        let hash = account.map(|account| &account.password);
        match self.env.hasher.verify(password, hash).await {
            Ok(verdict) => Ok(verdict),
            Err(error) => {
                self.env.throttle.pardon(claimed.taken_back()).await?;
                Err(error.into())
            }
        }
    }

    /// The hash that is current afterwards: a stronger one, unless there is no time to make it.
    async fn strengthened(&self, account: &Account, password: &Password) -> Result<PasswordHash, StoreError> {
        let old = account.password.clone();
        let Ok(new) = self.env.hasher.hash(password).await else { return Ok(old) };
        let command = ReplaceHash { user: account.id, old: old.clone(), new: new.clone() };
        let replaced = self.env.accounts.replace_hash(command).await?;
        Ok(if replaced { new } else { old })
    }

    /// The password was right, so the network is not blamed; the address is until the second factor is.
    async fn challenge<C: Credentials>(
        &self,
        account: &Account,
        request: &PasswordSignIn,
        claimed: &Claimed,
    ) -> Result<SignInOutcome<C>, SignInError> {
        let token = ChallengeToken::generate(self.env.ambient.random());
        let own = ThrottleKey::sign_in(&request.email);
        let command = OpenSignIn {
            challenge: SignInChallenge {
                token: token.digest(),
                user: account.id,
                kind: C::KIND,
                methods: AuthMethods::PASSWORD,
                attempts: 0,
                expires_at: self.env.now() + self.env.rules.sign_in_challenge,
            },
            seen_password: account.password.clone(),
            pardon: claimed.taken_back_except(own),
            audit: self.challenged(account.id, &request.origin),
        };
        let opened = self.env.challenges.open_sign_in(command).await?;
        if opened {
            Ok(SignInOutcome::SecondFactorRequired(token))
        } else {
            Err(SignInError::InvalidCredentials)
        }
    }

    async fn open<C: Credentials>(
        &self,
        account: &Account,
        request: &PasswordSignIn,
        claimed: &Claimed,
    ) -> Result<SignInOutcome<C>, SignInError> {
        let now: Timestamp = self.env.now();
        let opening = Opening {
            account: account.summary(),
            occasion: Occasion::SignIn { recovery_code: false },
            origin: &request.origin,
            supersedes: request.supersedes.as_ref(),
            methods: AuthMethods::PASSWORD,
            pardon: claimed.forgotten(&[ThrottleKey::sign_in(&request.email)]),
        };
        let (new, signed_in) = opening.prepare(&self.env, now);
        let command = OpenSession { new, seen_password: account.password.clone() };
        let opened = self.env.sessions.open(command).await?;
        if opened {
            Ok(SignInOutcome::SignedIn(Box::new(signed_in)))
        } else {
            Err(SignInError::InvalidCredentials)
        }
    }
}
